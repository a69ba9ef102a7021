using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NasCluster.Silo;
using NasCluster.Storage;

namespace NasCluster.FaultSilo;

/// <summary>The product's silo as a process that fault tests can kill, freeze and cut off.</summary>
internal static class SiloProgram
{
    public static async Task<int> RunAsync(string folder, string cluster, int slots)
    {
        using var folderLock =
            FolderLock.TryTake(folder) ?? throw new InvalidOperationException("The folder is taken.");
        using var host = EmbeddedSilo.Build(options => Fill(options, folder, cluster, slots), folderLock, AddFaults);
        try
        {
            await host.StartAsync();
        }
        catch (SiloStartException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 3;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ready {Environment.ProcessId}"));
        new Thread(() => Block(folder, FaultOptions.Blocked)) { IsBackground = true }.Start();
        await host.WaitForShutdownAsync();
        await Console.Error.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"faults {host.Services.GetRequiredService<FaultDraw>().Faults}"
            )
        );
        return 0;
    }

    private static void Fill(SiloOptions options, string folder, string cluster, int slots)
    {
        (options.DataFolder, options.Slots, options.Threads) = (folder, slots, 1);
        (options.Postgres, options.ClusterId) = (PostgresConnection.Find(given: null), cluster);
        options.Role = Enum.Parse<SiloRole>(FaultOptions.Role, ignoreCase: true);
        options.GatewayPort = FaultOptions.Gateway;
        options.DrainPatience = FaultOptions.Drain;
        options.AwayPatience = FaultOptions.Away ?? options.AwayPatience;
        options.TrainerPath = FaultOptions.Trainer;
    }

    private static void AddFaults(ILoggingBuilder logging)
    {
        logging.AddProvider(new StderrLogs());
        var draw = new FaultDraw();
        logging.Services.AddSingleton(draw);
        logging.Services.AddSingleton<IIncomingGrainCallFilter>(new FaultyCalls(draw));
        if ((FaultOptions.Twice || FaultOptions.Lost > 0) && PostgresConnection.Find(given: null) is { } connection)
        {
            logging.Services.AddSingleton(FaultyWrites.Around(new PostgresExperimentStore(connection), draw));
        }
    }

    /// <summary>Takes threads of the pool and does not give them back for a minute (row D6).</summary>
    private static void Block(string folder, int tasks)
    {
        while (tasks > 0 && !File.Exists(Path.Combine(folder, "block")))
        {
            Thread.Sleep(50);
        }

        for (var task = 0; task < tasks; task++)
        {
            _ = Task.Run(() => Thread.Sleep(TimeSpan.FromMinutes(1)));
        }
    }
}
