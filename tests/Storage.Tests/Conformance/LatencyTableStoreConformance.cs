using NasCluster.Domain.Latency;
using NasCluster.Domain.Ports;

namespace NasCluster.Storage.Tests.Conformance;

/// <summary>What every latency table store does.</summary>
public abstract class LatencyTableStoreConformance
{
    private static readonly BlockKey Key = new("1x4x4", "mean", "1x1x1");

    protected abstract ILatencyTableStore Store { get; }

    [Fact]
    public async Task Tables_AreKeptPerDeviceAndSubject_TheLastWins()
    {
        var ct = TestContext.Current.CancellationToken;
        await Store.SaveAsync(Table("b", "y", 0.5), ct);
        await Store.SaveAsync(Table("a", "y", 0.25), ct);
        await Store.SaveAsync(Table("a", "x", 0.25), ct);
        await Store.SaveAsync(Table("a", "y", 0.125), ct);
        var tables = await Store.OfDeviceAsync("a", ct);
        Assert.Equal(["x", "y"], tables.Select(table => table.Subject));
        Assert.Equal(0.125, tables[1].Estimate([Key]).EstimateMs);
        Assert.Equal(
            [("a", "x"), ("a", "y"), ("b", "y")],
            (await Store.ListAsync(ct)).Select(summary => (summary.Device, summary.Subject))
        );
        Assert.Empty(await Store.OfDeviceAsync("c", ct));
    }

    private static LatencyTable Table(string device, string subject, double medianMs) =>
        new(device, subject, "machine", [new(Key, medianMs, 1, 20)], new(0.1, 1.2, 4));
}
