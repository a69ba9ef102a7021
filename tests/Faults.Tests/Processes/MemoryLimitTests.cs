using NasCluster.Faults.Tests.Shared;
using NasCluster.Storage.Tests.Postgres;

namespace NasCluster.Faults.Tests.Processes;

/// <summary>Row D1.</summary>
public sealed class MemoryLimitTests(PostgresServer server)
{
    private const string CrashesSql = "select coalesce(sum(crashes), 0) from candidate";

    /// <summary>The kernel kills the trainer at the limit of its control group, while others are killed from outside.</summary>
    [Fact]
    public async Task D1_TrainerOverItsMemoryLimit_IsRetriedOnceAndChargedAsMemory()
    {
        Assert.SkipUnless(ControlGroup.IsAvailable, "Control groups take root.");
        using var group = ControlGroup.OfMemory(300_000_000);
        var spec = FaultSpec.Of("d1", ["seconds=0.05 hog@2!", "seconds=0.05"], candidates: 4, epochs: 3);
        spec = spec with { Trainer = spec.Trainer with { Command = [.. group.Prefix, .. spec.Trainer.Command] } };
        await using var cluster = await FaultCluster.CreateAsync(
            server,
            FaultSpec.Of("beside", "seconds=0.25", candidates: 1, epochs: 20)
        );
        var silo = await cluster.StartSiloAsync(2);
        await cluster.EpochsAsync(1);
        var beside = await cluster.TrainerAsync(silo);
        await cluster.SubmitAsync(spec);
        await cluster.UntilAsync("the kernel has killed", () => group.OutOfMemoryKills > 0);
        ProcessTree.Signal(beside, "KILL");
        await cluster.EndAsync();

        var failed = await cluster.NumberAsync("select count(*) from candidate where state = 'failed'");
        Assert.InRange(failed, 1, 3);
        Assert.True(group.OutOfMemoryKills >= 2 * failed, $"the kernel killed {group.OutOfMemoryKills} times");
        Assert.Equal(2 * failed, await cluster.NumberAsync("select count(*) from attempt where cause = 'outOfMemory'"));
        Assert.Equal(0, await cluster.NumberAsync(CrashesSql));
        (await cluster.FiguresAsync((int)(2 * failed))).Check("D1", mostRepeated: 2 * failed);
        Assert.False(silo.HasExited);

        // The one that somebody else killed meanwhile is not taken for one of the kernel's.
        cluster.Select("beside-1", 1);
        await cluster.EndAsync();
        Assert.Equal(1, await cluster.NumberAsync("select count(*) from attempt where cause = 'infrastructure'"));
        (await cluster.FiguresAsync()).Check("D1", mostRepeated: 1, write: false);
    }
}
