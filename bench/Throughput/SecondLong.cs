using System.Diagnostics;

namespace NasCluster.Throughput;

/// <summary>Candidates of one second: what bookkeeping adds to the time they need.</summary>
internal static class SecondLong
{
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(BenchDatabase database, int slots, int candidates)
    {
        await database.RenewAsync();
        await using var cluster = await BenchCluster.StartAsync(
            database.ConnectionString,
            silos: 1,
            slots,
            TimeSpan.FromSeconds(1)
        );
        await cluster.RunAsync(Experiments.Spec("warm-up", slots, epochs: 1));
        var watch = Stopwatch.StartNew();
        await cluster.RunAsync(Experiments.Spec("second", candidates, epochs: 1));
        var floor = Math.Ceiling((double)candidates / slots);
        var overhead = watch.Elapsed.TotalSeconds / floor - 1;
        return [new($"overhead.{slots}x1s", overhead * 100, "%", "<= 5 (Ray, published: 14)")];
    }
}
