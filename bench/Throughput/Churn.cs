using System.Diagnostics;

namespace NasCluster.Throughput;

/// <summary>Candidates of one epoch that train in no time: what remains is the product.</summary>
internal static class Churn
{
    /// <summary>Enough for the runtime to have compiled what is measured.</summary>
    private const int WarmUp = 1000;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(
        BenchDatabase database,
        int silos,
        int slots,
        int candidates
    )
    {
        await database.RenewAsync();
        var syncs = await database.WalSyncsAsync();
        double seconds;
        double[] starts;
        await using (
            var cluster = await BenchCluster.StartAsync(database.ConnectionString, silos, slots, TimeSpan.Zero)
        )
        {
            await cluster.RunAsync(Experiments.Spec("warm-up", WarmUp, epochs: 1));
            cluster.Trainers.Forget();
            await using var profile = await StatementProfile.BeginAsync(database, candidates);
            var watch = Stopwatch.StartNew();
            await cluster.RunAsync(Experiments.Spec("churn", candidates, epochs: 1));
            seconds = watch.Elapsed.TotalSeconds;
            await profile.PrintAsync(seconds);
            starts = [.. cluster.Trainers.StartsMs];
        }

        // The server's processes have ended with their connections, and with that reported their flushes.
        await Task.Delay(1000);
        syncs = await database.WalSyncsAsync() - syncs;
        var name = $"churn.{silos}x{slots}";
        return
        [
            new($"{name}.finals", candidates / seconds, "1/s"),
            new($"{name}.start.p50", Quantile.Of(starts, 0.5), "ms"),
            new($"{name}.start.p99", Quantile.Of(starts, 0.99), "ms"),
            new($"{name}.wal-syncs", (double)syncs / (candidates + WarmUp), "per candidate", "<= 2"),
        ];
    }
}
