using NasCluster.Dashboard.Hosting;

return await DashboardProgram.RunAsync(args);
