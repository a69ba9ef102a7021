using System.Globalization;

namespace NasCluster.Faults.Tests.Processes;

/// <summary>One fault of row A19, drawn at random: silos start, stop, die and freeze; trainers die; connections are cut.</summary>
internal sealed class RandomFault(Random random, FaultCluster cluster)
{
    private const int MostSilos = 3;
    private static readonly TimeSpan Freeze = TimeSpan.FromSeconds(6);

    private List<SiloProcess> Running => [.. cluster.Silos.Where(silo => !silo.HasExited)];

    /// <summary>What was done, in a word.</summary>
    public async Task<string> InjectAsync()
    {
        var running = Running;
        if (running.Count == 0 || (running.Count < MostSilos && random.Next(3) == 0))
        {
            await cluster.StartSiloAsync(1 + random.Next(2));
            return "start";
        }

        var silo = running[random.Next(running.Count)];
        switch (random.Next(6))
        {
            case 0:
                silo.Kill();
                await silo.ExitAsync();
                return "kill";
            case 1:
                silo.Signal("TERM");
                await silo.ExitAsync();
                return "stop";
            case 2:
                var frozen = FaultCluster.ProcessesOf(silo);
                ProcessTree.Signal(frozen, "STOP");
                await Task.Delay(Freeze);
                ProcessTree.Signal(frozen, "CONT");
                return "freeze";
            case 3:
                await cluster.NumberAsync(
                    """
                    select count(pg_terminate_backend(pid)) from pg_stat_activity
                    where datname = current_database() and pid <> pg_backend_pid()
                    """
                );
                return "cut";
            default:
                // Not charged: SIGKILL from outside.
                var trainers = FaultCluster.Trainers(silo).ToList();
                if (trainers.Count == 0)
                {
                    return "idle";
                }

                ProcessTree.Signal(trainers[random.Next(trainers.Count)], "KILL");
                return string.Create(CultureInfo.InvariantCulture, $"trainer-of-{trainers.Count}");
        }
    }

    /// <summary>Leaves a silo that works, so that the experiment comes to its end.</summary>
    public async Task HealAsync()
    {
        if (Running.Count == 0)
        {
            await cluster.StartSiloAsync(2);
        }
    }
}
