using NasCluster.Domain.Ports;

namespace NasCluster.Storage.Tests.Conformance;

/// <summary>What every store of the dashboard's records does.</summary>
public abstract class DashboardStoreConformance
{
    protected abstract IDashboardStore Store { get; }

    [Fact]
    public async Task Records_OfAKind_AreListedFromTheLastKeyDown_TheLastWins()
    {
        var ct = TestContext.Current.CancellationToken;
        foreach (
            var (kind, key, content) in new[]
            {
                ("a", "2", "x"),
                ("a", "B", "b"),
                ("a", "a", "c"),
                ("b", "1", "d"),
                ("a", "2", "y"),
            }
        )
        {
            await Store.SaveAsync(new(kind, key, content), ct);
        }

        Assert.Equal(["c", "b", "y"], (await Store.ListAsync("a", before: null, 10, ct)).Select(one => one.Content));
        Assert.Equal(["b"], (await Store.ListAsync("a", before: "a", 1, ct)).Select(one => one.Content));
        Assert.Equal(new("a", "2", "y"), await Store.FindAsync("a", "2", ct));
        Assert.Null(await Store.FindAsync("a", "3", ct));
        Assert.Empty(await Store.ListAsync("c", before: null, 10, ct));
    }
}
