using NasCluster.Domain.Ports;
using NasCluster.Domain.Scheduling;

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

    [Fact]
    public async Task Work_AttemptsOverATime_GiveTheShareOfEachPart()
    {
        // Two parts of 10 s. A lease that ran out counts to its end, one that holds to the end of the time.
        var span = new SlotSpan(DateTimeOffset.FromUnixTimeMilliseconds(100_000), PartSeconds: 10, Parts: 2);
        foreach (
            var (candidate, owner, opened, expires, ended) in new[]
            {
                (1, "w/0#0123456789ab", 90_000, 95_000, "99000"),
                (2, "w/0#ba9876543210", 99_000, 105_000, "105000"),
                (3, "w/0#ba9876543211", 106_000, 112_000, "110000"),
                (4, "w/1", 118_000, 130_000, "null"),
                (5, "w/2#ba9876543212", 101_000, 103_000, "null"),
            }
        )
        {
            await ExecuteAsync(
                $"""
                insert into attempt (experiment, candidate, number, owner, lease_ms, opened_at, expires_at, ended_at)
                values ('made-1', {candidate}, 1, '{owner}', 5000, {opened}, {expires}, {ended})
                """
            );
        }

        var work = await Store.WorkAsync(span, TestContext.Current.CancellationToken);

        Assert.Equal(
            ["w/0: 0.9 0", "w/1: 0 0.2", "w/2: 0.2 0"],
            work.Slots.Select(slot => $"{slot.Slot}: {string.Join(' ', slot.Busy)}")
        );
        Assert.Equal(["made-1:5 w/2", "made-1:4 w/1"], work.Leases.Select(lease => $"{lease.Candidate} {lease.Slot}"));
        Assert.Equal(130_000, work.Leases[1].Until.ToUnixTimeMilliseconds());
    }

    /// <summary>Runs a statement on the tables, which do not check that an attempt has a candidate.</summary>
    protected abstract Task ExecuteAsync(string sql);
}
