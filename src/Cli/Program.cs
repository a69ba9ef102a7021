using NasCluster.Cli;

return await NasProgram.RunAsync(args);
