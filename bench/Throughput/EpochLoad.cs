using System.Diagnostics;

namespace NasCluster.Throughput;

/// <summary>Long candidates that report epochs as fast as they are answered.</summary>
internal static class EpochLoad
{
    private const int Epochs = 200;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(BenchDatabase database, int slots, int candidates)
    {
        await database.RenewAsync();
        await using var cluster = await BenchCluster.StartAsync(database.ConnectionString, 1, slots, TimeSpan.Zero);
        await cluster.RunAsync(Experiments.Spec("warm-up", slots, epochs: 10));
        cluster.Trainers.Forget();
        var watch = Stopwatch.StartNew();
        await cluster.RunAsync(Experiments.Spec("epochs", candidates, Epochs));
        var seconds = watch.Elapsed.TotalSeconds;
        var rows = await database.NumberAsync("select count(*) from epoch where experiment = 'epochs-1'");
        var name = $"epochs.{slots}-slots";
        return
        [
            new($"{name}.rows", rows / seconds, "1/s", ">= 5000"),
            new($"{name}.report.p50", Quantile.Of(cluster.Trainers.ReportsMs, 0.5), "ms"),
            new($"{name}.report.p99", Quantile.Of(cluster.Trainers.ReportsMs, 0.99), "ms", "<= 1000"),
            new($"{name}.lost", (double)candidates * Epochs - rows, "rows", "0"),
        ];
    }
}
