using NasCluster.Domain.Latency;

namespace NasCluster.Storage.Tests.Sqlite;

public sealed class SqliteLatencyTableStoreTests
{
    private static readonly BlockKey Key = new("1x4x4", "mean", "1x1x1");

    private static LatencyTable Table(string device, string subject, double medianMs) =>
        new(device, subject, "machine", [new(Key, medianMs, 1, 20)], new(0.1, 1.2, 4));

    [Fact]
    public async Task Tables_AreKeptPerDeviceAndSubject_TheLastWins()
    {
        var ct = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("nas-latency-");
        try
        {
            var path = Path.Combine(folder.FullName, "test.db");
            using (var experiments = new SqliteExperimentStore(path, TimeProvider.System))
            {
                await experiments.MigrateAsync(ct);
                // A second start finds the tables and keeps them.
                await experiments.MigrateAsync(ct);
            }

            using var store = new SqliteLatencyTableStore(path, TimeProvider.System);
            await store.SaveAsync(Table("b", "y", 0.5), ct);
            await store.SaveAsync(Table("a", "y", 0.25), ct);
            await store.SaveAsync(Table("a", "x", 0.25), ct);
            await store.SaveAsync(Table("a", "y", 0.125), ct);
            var tables = await store.OfDeviceAsync("a", ct);
            Assert.Equal(["x", "y"], tables.Select(table => table.Subject));
            Assert.Equal(0.125, tables[1].Estimate([Key]).EstimateMs);
            Assert.Equal(
                [("a", "x"), ("a", "y"), ("b", "y")],
                (await store.ListAsync(ct)).Select(summary => (summary.Device, summary.Subject))
            );
            Assert.Empty(await store.OfDeviceAsync("c", ct));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
