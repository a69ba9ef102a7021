using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NasCluster.Silo;

namespace NasCluster.FaultSilo;

/// <summary>The product's silo as a process that fault tests can kill, freeze and cut off.</summary>
internal static class SiloProgram
{
    public static async Task<int> RunAsync(string folder, string cluster, int slots)
    {
        using var folderLock =
            FolderLock.TryTake(folder) ?? throw new InvalidOperationException("The folder is taken.");
        using var host = EmbeddedSilo.Build(
            options =>
            {
                (options.DataFolder, options.Slots, options.Threads) = (folder, slots, 1);
                (options.Postgres, options.ClusterId) = (PostgresConnection.Find(given: null), cluster);
                options.DrainPatience = TimeSpan.FromSeconds(Number("FAULT_DRAIN"));
                options.TrainerPath =
                    Environment.GetEnvironmentVariable("FAULT_TRAINER")
                    ?? Path.Combine(AppContext.BaseDirectory, "NasCluster.FaultSilo.dll");
            },
            folderLock,
            logging => logging.AddProvider(new StderrLogs())
        );
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
        await host.WaitForShutdownAsync();
        return 0;
    }

    private static double Number(string variable) =>
        double.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;
}
