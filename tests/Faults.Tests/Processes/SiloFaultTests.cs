using NasCluster.Domain.Experiments;
using NasCluster.Faults.Tests.Shared;
using NasCluster.Grains;
using NasCluster.Storage.Tests.Postgres;

namespace NasCluster.Faults.Tests.Processes;

/// <summary>Faults of silos as processes (rows A6, A7, A9–A11, E4, H4, H8).</summary>
public sealed class SiloFaultTests(PostgresServer server)
{
    [Fact]
    public async Task A6_SiloKilled_AnotherTakesOverAtLeaseEnd()
    {
        await using var cluster = await FaultCluster.CreateAsync(
            server,
            FaultSpec.Of("a6", "seconds=0.3", candidates: 20, epochs: 8)
        );
        var victim = await cluster.StartSiloAsync(slots: 2);
        await cluster.StartSiloAsync(slots: 2);
        await cluster.UntilAsync("select count(*) from attempt where ended_at is null", 4);
        var trainers = FaultCluster.Trainers(victim).ToArray();
        Assert.Equal(2, trainers.Length);
        var at = await cluster.NowAsync();
        victim.Kill();
        await cluster.UntilAsync(
            "its children are gone",
            () => !trainers.Any(ProcessTree.IsAlive),
            TimeSpan.FromSeconds(3)
        );
        await cluster.EndAsync();
        var figures = await cluster.FiguresAsync() with { Seconds = await cluster.RecoveryAsync(at) };
        // One of the two may just have ended.
        Assert.InRange(figures.Retries, 1, 2);
        figures.Check("A6", mostRepeated: 2, mostSeconds: 12);
    }

    [Fact]
    public async Task A7_SiloFrozenThenContinued_ItsWritesAreRefused()
    {
        await using var cluster = await FaultCluster.CreateAsync(
            server,
            FaultSpec.Of("a7", "seconds=0.3", candidates: 3, epochs: 8, lease: 3)
        );
        var zombie = await cluster.StartSiloAsync();
        await cluster.EpochsAsync(2);
        await cluster.StartSiloAsync();
        var at = await cluster.NowAsync();
        int[] frozen = [zombie.Id, .. FaultCluster.Trainers(zombie)];
        Freeze(frozen, "STOP");
        await cluster.UntilAsync("its candidate is taken over", async () => await cluster.RecoveryAsync(at) < 1e6);
        Freeze(frozen, "CONT");
        await cluster.EndAsync();
        await cluster.UntilAsync(
            "the zombie has found out",
            () => zombie.HasExited || zombie.Log.Contains("is lost", StringComparison.Ordinal) || cluster.Refused() > 0
        );
        var figures = await cluster.FiguresAsync() with
        {
            Seconds = await cluster.RecoveryAsync(at),
            Refused = cluster.Refused(),
        };
        Assert.True(figures.Retries > 0);
        figures.Check("A7", mostRepeated: 1, mostSeconds: 12);
    }

    /// <summary>
    /// The control silo that hosts the experiment's grain is killed again and again: the worker trains on, the grain decides
    /// on another silo.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(10, Explicit = true)]
    public async Task A9_SiloOfTheExperimentKilled_TrainingsAreNotTouched(int kills)
    {
        const string Proposed = "select count(*) from event where kind = 'proposed'";
        const int Compared = 40;
        (string, string) control = ("FAULT_ROLE", "control");
        var spec = FaultSpec.Of("a9", "seconds=0.15", candidates: kills == 1 ? Compared : 3000, epochs: 2);
        await using var cluster = await FaultCluster.CreateAsync(server, spec);
        await cluster.StartSiloAsync(0, control);
        await cluster.StartSiloAsync(0, control);
        await cluster.StartSiloAsync(2, ("FAULT_ROLE", "worker"));
        var worst = 0.0;
        for (var kill = 1; kill <= kills; kill++)
        {
            var before = await cluster.NumberAsync(Proposed);
            await cluster.UntilAsync(Proposed, before + 1);
            var at = await cluster.NowAsync();
            (await cluster.HostAsync()).Kill();
            await cluster.UntilAsync($"{Proposed} and at > {at}", 1);
            worst = Math.Max(
                worst,
                await cluster.NumberAsync($"select min(at) - {at} from event where kind = 'proposed' and at > {at}")
                    / 1000.0
            );
            if (kill < kills)
            {
                await cluster.StartSiloAsync(0, control);
            }
        }

        await (kills == 1 ? cluster.EndAsync() : cluster.StopExperimentAsync());
        var figures = await cluster.FiguresAsync() with { Seconds = worst };
        Assert.Equal(0, figures.Retries);
        figures.Check($"A9 x{kills}", mostRepeated: 0, mostSeconds: 10);
        Assert.Equal(kills, cluster.Silos.Count(silo => silo.HasExited));

        // P: the candidates are those that a search without faults proposes.
        var faulty = await cluster.WidthsAsync(Compared);
        await cluster.SubmitAsync(FaultSpec.Of("a9", "seconds=0.01", Compared, epochs: 1));
        await cluster.EndAsync();
        Assert.Equal(await cluster.WidthsAsync(Compared), faulty);
    }

    [Theory]
    [InlineData(CrashPoint.Proposed, 1)]
    [InlineData(CrashPoint.Claimed, 1)]
    [InlineData(CrashPoint.Claimed, 3)]
    [InlineData(CrashPoint.Checkpointed, 1, Explicit = true)]
    [InlineData(CrashPoint.Checkpointed, 5, Explicit = true)]
    [InlineData(CrashPoint.Settled, 1, Explicit = true)]
    [InlineData(CrashPoint.Settled, 3, Explicit = true)]
    [InlineData(CrashPoint.Finishing, 1, Explicit = true)]
    public async Task A10_CrashPoint_TheNextSiloEndsItTheSame(string point, int time)
    {
        await using var cluster = await FaultCluster.CreateAsync(
            server,
            FaultSpec.Of("a10", "seconds=0.02", candidates: 3, epochs: 3, lease: 2)
        );
        var doomed = await cluster.StartSiloAsync(1, (CrashPoint.Variable, $"{point}:{time}"));
        Assert.Equal(137, await doomed.ExitAsync());
        await cluster.StartSiloAsync();
        await cluster.EndAsync();
        (await cluster.FiguresAsync()).Check($"A10 {point}:{time}", mostRepeated: 1);
        Assert.Equal(3, await cluster.NumberAsync("select count(*) from candidate where state = 'completed'"));
        Assert.Equal(9, await cluster.NumberAsync("select count(*) from epoch"));
        var widths = await cluster.NumberAsync(
            "select sum(((configuration::json -> 'architecture') ->> 'width')::int * number) from candidate"
        );
        Assert.Equal(await CalmAsync.Value, widths);
    }

    [Fact]
    public async Task A11_BusySiloStopped_GivesItsCandidateBackAtOnce()
    {
        await using var cluster = await FaultCluster.CreateAsync(
            server,
            FaultSpec.Of("a11", "seconds=0.2", candidates: 3, epochs: 30)
        );
        var leaving = await cluster.StartSiloAsync();
        await cluster.EpochsAsync(2);
        await cluster.StartSiloAsync();
        var at = await cluster.NowAsync();
        leaving.Signal("TERM");
        Assert.Equal(0, await leaving.ExitAsync());
        await cluster.EndAsync();
        var figures = await cluster.FiguresAsync() with { Seconds = await cluster.RecoveryAsync(at) };
        Assert.Equal(1, figures.Retries);
        figures.Check("A11", mostRepeated: 0, mostSeconds: 5);
    }

    [Fact]
    public async Task E4_PoisonOnSeveralSilos_IsCountedInTheTable()
    {
        await using var cluster = await FaultCluster.CreateAsync(
            server,
            FaultSpec.Of("e4", ["seconds=0.02", "seconds=0.02 exit-139@2!"], candidates: 8, epochs: 3)
        );
        await cluster.StartSiloAsync();
        await cluster.StartSiloAsync();
        await cluster.EndAsync();
        var poison = await cluster.NumberAsync("select count(*) from candidate where state = 'failed'");
        Assert.InRange(poison, 1, 7);
        Assert.Equal(
            0,
            await cluster.NumberAsync("select count(*) from candidate where state = 'failed' and attempts <> 3")
        );
        Assert.Equal(
            0,
            await cluster.NumberAsync("select count(*) from candidate where state = 'completed' and attempts <> 1")
        );
        (await cluster.FiguresAsync(charges: (int)poison * 3)).Check("E4", mostRepeated: poison * 3);
    }

    [Fact]
    public async Task H4_TrainerOfAnOldProtocol_IsNamedAndNothingIsUnexplained()
    {
        var spec = FaultSpec.Of("h4", "seconds=0.02", candidates: 1);
        spec = spec with { Trainer = spec.Trainer with { Command = spec.Trainer.Command.Add("--old") } };
        await using var cluster = await FaultCluster.CreateAsync(server, spec);
        await cluster.StartSiloAsync();
        await cluster.EndAsync(ExperimentState.Failed);
        Assert.Equal(
            3,
            await cluster.NumberAsync("select count(*) from attempt where message like '%speaks protocol 0%'")
        );
        (await cluster.FiguresAsync(charges: 3)).Check("H4");
    }

    [Fact]
    public async Task H8_TrainerDoesNotStart_TheSiloClaimsNothing()
    {
        await using var cluster = await FaultCluster.CreateAsync(
            server,
            FaultSpec.Of("h8", "seconds=0.02", candidates: 3)
        );
        var broken = await cluster.StartSiloAsync(
            2,
            ("FAULT_TRAINER", Path.Combine(AppContext.BaseDirectory, "scripted_trainer.py"))
        );
        await cluster.UntilAsync(
            "it says why",
            () => broken.Log.Contains("takes no candidates", StringComparison.Ordinal)
        );
        await cluster.UntilAsync("select count(*) from candidate", 3);
        Assert.Equal(0, await cluster.NumberAsync("select count(*) from attempt"));
        await cluster.StartSiloAsync();
        await cluster.EndAsync();
        (await cluster.FiguresAsync()).Check("H8");
    }

    /// <summary>What the candidates of seed 7 are where nothing happens; the strategy alone decides it.</summary>
    private static readonly Lazy<Task<long>> CalmAsync = new(() => Task.FromResult(CalmWidths()));

    private static long CalmWidths()
    {
        var spec = FaultSpec.Of("a10", "seconds=0.02", candidates: 3, epochs: 3, lease: 2);
        var view = new Domain.Search.SearchView(
            new()
            {
                Id = "a10-1",
                Spec = spec,
                Dataset = FaultSpec.Dataset,
            },
            []
        );
        var proposals = Domain.Search.SearchDirector.Propose(
            view,
            Domain.Search.SearchDirector.Plan(view, timeIsUp: false)
        );
        return proposals
            .Select((proposal, i) => (long)proposal.Configuration.Architecture.Number("width") * (i + 1))
            .Sum();
    }

    private static void Freeze(int[] processes, string signal)
    {
        foreach (var process in processes)
        {
            ProcessTree.Signal(process, signal);
        }
    }
}
