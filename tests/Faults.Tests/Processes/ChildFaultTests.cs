using NasCluster.Domain.Experiments;
using NasCluster.Faults.Tests.Shared;
using NasCluster.Storage.Tests.Postgres;

namespace NasCluster.Faults.Tests.Processes;

/// <remarks>Explicit for the time they take (docs/faults.md).</remarks>
/// <summary>Faults of trainer children under one silo (rows A1–A5, B4, B18, D2–D4, D10, E1, E7, E12, G2).</summary>
public sealed class ChildFaultTests(PostgresServer server)
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    private const string CrashesSql = "select coalesce(sum(crashes), 0) from candidate";

    [Fact(Explicit = true)]
    public async Task A1_ChildKilledInMidEpoch_GoesOnFromItsCheckpoint()
    {
        const int Kills = 6;
        await using var cluster = await FaultCluster.CreateAsync(
            server,
            FaultSpec.Of("a1", "seconds=0.15", candidates: 4, epochs: 8)
        );
        var silo = await cluster.StartSiloAsync(slots: 2);
        var worst = 0.0;
        for (var kill = 0; kill < Kills; kill++)
        {
            await cluster.EpochsAsync((kill + 1) * 3);
            var trainer = await cluster.TrainerAsync(silo);
            var at = await cluster.NowAsync();
            ProcessTree.Signal(trainer, "KILL");
            await cluster.UntilAsync("the kill is noticed", async () => await RetriesAsync(cluster) > kill);
            await cluster.UntilAsync("an epoch after it", async () => await cluster.RecoveryAsync(at) < 1e6);
            worst = Math.Max(worst, await cluster.RecoveryAsync(at));
        }

        await cluster.EndAsync();
        var figures = await cluster.FiguresAsync() with { Seconds = worst };
        Assert.Equal(Kills, figures.Retries);
        figures.Check("A1", mostRepeated: Kills, mostSeconds: 6);
        Assert.False(silo.HasExited);
    }

    /// <summary>
    /// A trainer finds other data than the experiment was submitted with: the experiment is paused and nothing more is tried
    /// until a person says so.
    /// </summary>
    [Fact]
    public async Task B18_DataSetChanged_PausesTheExperimentWithTheReason()
    {
        await using var cluster = await FaultCluster.CreateAsync(
            server,
            FaultSpec.Of("b18", "seconds=0.05 data@2?", candidates: 3, epochs: 3)
        );
        await cluster.StartSiloAsync();
        for (var paused = 1; paused <= 3; paused++)
        {
            await cluster.UntilAsync(
                "it is paused, and the attempt has ended",
                async () =>
                    (await cluster.Store.FindAsync(cluster.Experiment, Ct))!
                        is { State: ExperimentState.Paused, Reason: "dataset-changed: made" }
                    && await cluster.NumberAsync("select count(*) from attempt where cause = 'datasetChanged'")
                        == paused
            );
            Assert.Equal(0, await cluster.NumberAsync("select count(*) from attempt where ended_at is null"));
            var now = (await cluster.Store.FindAsync(cluster.Experiment, Ct))!;
            Assert.True(
                await cluster.Store.ChangeStateAsync(now.Id, now.Version, ExperimentState.Running, reason: null, Ct)
            );
        }

        await cluster.EndAsync();
        var figures = await cluster.FiguresAsync();
        Assert.Equal(3, figures.Retries);
        figures.Check("B18");
    }

    [Theory(Explicit = true)]
    [InlineData("abort@2!", "crash", 3)]
    [InlineData("segv@2!", "crash", 3)]
    [InlineData("exit-139@2!", "crash", 3)]
    [InlineData("exit-75@2!", "outOfMemory", 2)]
    [InlineData("nan@2!", "protocol", 3)]
    [InlineData("no-result@2!", "protocol", 3)]
    [InlineData("again@2!", "protocol", 3)]
    [InlineData("diverge@2!", "diverged", 1)]
    public async Task A2_CandidateFailsAlways_IsGivenUpByItsBudgetAndTheSiloLives(
        string script,
        string cause,
        int attempts
    )
    {
        await using var cluster = await FaultCluster.CreateAsync(
            server,
            FaultSpec.Of("a2", script, candidates: 1, epochs: 3)
        );
        var silo = await cluster.StartSiloAsync();
        await cluster.EndAsync(ExperimentState.Failed);
        Assert.Equal(attempts, await cluster.NumberAsync($"select count(*) from attempt where cause = '{cause}'"));
        Assert.Equal(attempts, await cluster.NumberAsync("select count(*) from attempt"));
        var charges = cause == "diverged" ? 0 : attempts;
        (await cluster.FiguresAsync(charges)).Check($"A2 {script}", mostRepeated: attempts);
        Assert.False(silo.HasExited);
    }

    /// <summary>The address space of the trainer is limited, and one step asks for more: it ends with code 75.</summary>
    [Fact(Explicit = true)]
    public async Task D2_AllocationFails_IsRetriedOnceAndChargedAsMemory()
    {
        var spec = FaultSpec.Of("d2", ["seconds=0.05 alloc@2!", "seconds=0.05"], candidates: 4, epochs: 3);
        spec = spec with
        {
            Trainer = spec.Trainer with
            {
                Command = ["sh", "-c", "ulimit -v 500000; exec \"$@\"", "limited", .. spec.Trainer.Command],
            },
        };
        await using var cluster = await FaultCluster.CreateAsync(server, spec);
        var silo = await cluster.StartSiloAsync();
        await cluster.EndAsync();
        var failed = await cluster.NumberAsync("select count(*) from candidate where state = 'failed'");
        Assert.InRange(failed, 1, 3);
        Assert.Equal(2 * failed, await cluster.NumberAsync("select count(*) from attempt where cause = 'outOfMemory'"));
        Assert.Equal(0, await cluster.NumberAsync(CrashesSql));
        (await cluster.FiguresAsync((int)(2 * failed))).Check("D2", mostRepeated: (int)(2 * failed));
        Assert.False(silo.HasExited);
    }

    [Fact(Explicit = true)]
    public async Task A3_ChildFrozen_IsKilledAtTheEpochLimitAndTheCandidateGoesOn()
    {
        await using var cluster = await FaultCluster.CreateAsync(
            server,
            FaultSpec.Of("a3", "seconds=0.1", candidates: 2, epochs: 6, epochTimeout: 2)
        );
        var silo = await cluster.StartSiloAsync();
        await cluster.EpochsAsync(2);
        var trainer = await cluster.TrainerAsync(silo);
        var at = await cluster.NowAsync();
        ProcessTree.Signal(trainer, "STOP");
        await cluster.EndAsync();
        Assert.False(ProcessTree.IsAlive(trainer));
        Assert.Equal(1, await cluster.NumberAsync("select count(*) from attempt where cause = 'timeout'"));
        var figures = await cluster.FiguresAsync(charges: 1) with { Seconds = await cluster.RecoveryAsync(at) };
        figures.Check("A3", mostRepeated: 1, mostSeconds: 12);
    }

    [Fact(Explicit = true)]
    public async Task A4_ChildDeafToSigterm_IsKilledAndTheSiloStopsInTime()
    {
        await using var cluster = await FaultCluster.CreateAsync(
            server,
            FaultSpec.Of("a4", "deaf@2", candidates: 1, epochs: 3)
        );
        var silo = await cluster.StartSiloAsync();
        await cluster.EpochsAsync(1);
        var trainer = await cluster.TrainerAsync(silo);
        await cluster.UntilAsync("the child is deaf", () => IgnoresTerm(trainer));
        var at = await cluster.NowAsync();
        silo.Signal("TERM");
        Assert.Equal(0, await silo.ExitAsync());
        Assert.False(ProcessTree.IsAlive(trainer));
        Assert.InRange(await cluster.NowAsync() - at, 0, 12_000);
        await cluster.StartSiloAsync();
        await cluster.EndAsync();
        (await cluster.FiguresAsync()).Check("A4");
    }

    [Fact(Explicit = true)]
    public async Task B4_AllConnectionsCut_NobodyNotices()
    {
        const int Cuts = 10;
        await using var cluster = await FaultCluster.CreateAsync(
            server,
            FaultSpec.Of("b4", "seconds=0.05", candidates: 6, epochs: 10)
        );
        await cluster.StartSiloAsync(slots: 2);
        var cut = 0L;
        for (var round = 1; round <= Cuts; round++)
        {
            await cluster.EpochsAsync(round * 4);
            cut += await cluster.NumberAsync(
                """
                select count(pg_terminate_backend(pid)) from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid()
                """
            );
        }

        await cluster.EndAsync();
        Assert.True(cut >= Cuts, $"only {cut} connections were cut");
        (await cluster.FiguresAsync()).Check("B4");
        Assert.Equal(0, await cluster.NumberAsync("select count(*) from attempt where number > 1"));
    }

    [Fact(Explicit = true)]
    public async Task D4_DeviceLost_IsNotChargedAndTheSlotRests()
    {
        await using var cluster = await FaultCluster.CreateAsync(
            server,
            FaultSpec.Of("d4", "seconds=0.05 exit-76@1", candidates: 6, epochs: 2)
        );
        var bad = await cluster.StartSiloAsync();
        await cluster.UntilAsync(
            "the slot rests",
            () => bad.Log.Contains("takes none for", StringComparison.Ordinal),
            TimeSpan.FromSeconds(40)
        );
        var lost = await cluster.NumberAsync("select count(*) from attempt where cause = 'infrastructure'");
        Assert.InRange(lost, 3, 6);
        Assert.Equal(0, await cluster.NumberAsync(CrashesSql));
        Assert.Equal(0, await cluster.NumberAsync("select count(*) from attempt where ended_at is null"));
    }

    [Fact(Explicit = true)]
    public async Task D10_ChildFloodsItsLog_NeitherMemoryNorDiskFollow()
    {
        await using var cluster = await FaultCluster.CreateAsync(
            server,
            FaultSpec.Of("d10", "seconds=0.05 flood@2", candidates: 1, epochs: 4)
        );
        var silo = await cluster.StartSiloAsync();
        await cluster.EpochsAsync(1);
        var before = ProcessTree.Resident(silo.Id);
        await cluster.EndAsync();
        var grown = ProcessTree.Resident(silo.Id) - before;
        var logs = new DirectoryInfo(Path.Combine(cluster.SiloFolder(0), "logs"));
        var log = Assert.Single(logs.EnumerateFiles("*-0.log"));
        Assert.InRange(log.Length, 1_000_000, 11_000_000);
        Assert.True(grown < 50_000_000, $"the silo grew by {grown} bytes");
        (await cluster.FiguresAsync()).Check("D10");
    }

    [Fact(Explicit = true)]
    public async Task G2_DatabaseClockJumpsAnHour_IsOneNeedlessTakeOverAtMost()
    {
        await using var cluster = await FaultCluster.CreateAsync(
            server,
            FaultSpec.Of("g2", "seconds=0.2", candidates: 4, epochs: 6)
        );
        await cluster.StartSiloAsync(slots: 2);
        await cluster.EpochsAsync(3);

        // The scan takes them back where no beat comes first; it waits a lease after the server's start.
        await cluster.UntilAsync(
            "a lease is lost",
            async () =>
            {
                await cluster.Database.ExecuteAsync(
                    "update attempt set expires_at = expires_at - 3600000 where ended_at is null and number = 1"
                );
                return await RetriesAsync(cluster) > 0;
            }
        );
        await cluster.EndAsync();
        var figures = await cluster.FiguresAsync();
        Assert.True(figures.Retries > 0, "no lease was lost");
        figures.Check("G2", mostRepeated: figures.Retries);
    }

    private static Task<long> RetriesAsync(FaultCluster cluster) =>
        cluster.NumberAsync(
            "select count(*) from attempt where number > 1 or ended_at is not null and cause = 'infrastructure'"
        );

    private static bool IgnoresTerm(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status")
            .First(row => row.StartsWith("SigIgn", StringComparison.Ordinal));
        return (Convert.ToUInt64(line.Split(':')[1].Trim(), 16) & (1UL << 14)) != 0;
    }
}
