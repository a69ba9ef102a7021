using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace NasCluster.Throughput;

/// <summary>A thousand slots that train for a while on eight silos: are their leases extended in time?</summary>
internal static class ManySlots
{
    private static readonly TimeSpan Epoch = TimeSpan.FromSeconds(2);
    private const int Epochs = 5;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(
        BenchDatabase database,
        int silos,
        int slots,
        int candidates
    )
    {
        await database.RenewAsync();
        await using var cluster = await BenchCluster.StartAsync(database.ConnectionString, silos, slots, Epoch);
        using var done = new CancellationTokenSource();
        var watching = AgesAsync(database, done.Token);
        var watch = Stopwatch.StartNew();
        await cluster.RunAsync(Experiments.Spec("many", candidates, Epochs));
        var seconds = watch.Elapsed.TotalSeconds;
        await done.CancelAsync();
        var (ages, running) = await watching;
        var name = $"many.{silos}x{slots}";
        var floor = Math.Ceiling((double)candidates / (silos * slots)) * Epochs * Epoch.TotalSeconds;
        return
        [
            new($"{name}.running", running, "slots at once at most"),
            new($"{name}.beat-age.p50", Quantile.Of(ages, 0.5), "ms"),
            new($"{name}.beat-age.p99", Quantile.Of(ages, 0.99), "ms", "< 20000 (the lease)"),
            new($"{name}.beat-age.max", Quantile.Of(ages, 1), "ms"),
            new($"{name}.leases-lost", await LostAsync(database), "", "0"),
            new($"{name}.wall", seconds, $"s, of which {floor} s are training"),
        ];
    }

    private static Task<long> LostAsync(BenchDatabase database) =>
        database.NumberAsync("select count(*) from attempt where number > 1 or cause = 'infrastructure'");

    /// <summary>How long ago the open leases were last extended, looked at ten times a second.</summary>
    private static async Task<(List<double> Ages, int Most)> AgesAsync(BenchDatabase database, CancellationToken ct)
    {
        const string sql = """
            select (extract(epoch from clock_timestamp()) * 1000)::bigint - (expires_at - lease_ms)
            from attempt where ended_at is null
            """;
        var ages = new List<double>();
        var most = 0;
        await using var connection = await database.OpenAsync();
        while (!ct.IsCancellationRequested)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await using var rows = await command.ExecuteReaderAsync(CancellationToken.None);
            var before = ages.Count;
            while (await rows.ReadAsync(CancellationToken.None))
            {
                ages.Add(Convert.ToDouble(rows.GetValue(0), CultureInfo.InvariantCulture));
            }

            most = Math.Max(most, ages.Count - before);
            await Task.Delay(100, CancellationToken.None);
        }

        return (ages, most);
    }
}
