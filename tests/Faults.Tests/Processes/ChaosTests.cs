using System.Diagnostics;
using System.Globalization;
using NasCluster.Client;
using NasCluster.Faults.Tests.Shared;
using NasCluster.Storage.Tests.Postgres;

namespace NasCluster.Faults.Tests.Processes;

/// <summary>
/// Faults that take long, for `eng/chaos`: rows of class N. What is random comes from NASCLUSTER_CHAOS_SEED, and
/// NASCLUSTER_CHAOS_SECONDS says how long the random one goes on.
/// </summary>
public sealed class ChaosTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    private const string StuckSql = """
        select count(*) from pg_stat_activity
        where datname = current_database() and state like 'idle in transaction%'
            and state_change < clock_timestamp() - interval '300 milliseconds'
        """;

    private const string OpenSql = "select count(*) from attempt where ended_at is null";

    // Of its own: it is crashed and frozen.
    private readonly PostgresServer _server = new();

    private static int Seed => Number("NASCLUSTER_CHAOS_SEED", 1);

    private static int Seconds => Number("NASCLUSTER_CHAOS_SECONDS", 60);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact(Explicit = true)]
    public async Task A12_DrainLongerThanTheGrace_IsAKill()
    {
        await using var cluster = await CreateAsync("a12", "seconds=2", candidates: 2, epochs: 4);
        var leaving = await cluster.StartSiloAsync(1, ("FAULT_DRAIN", "120"));
        await cluster.EpochsAsync(1);
        await cluster.StartSiloAsync();
        leaving.Signal("TERM");
        await Task.Delay(500, Ct);
        Assert.False(leaving.HasExited);
        var at = await cluster.NowAsync();
        leaving.Kill();
        await cluster.EndAsync();
        var figures = await cluster.FiguresAsync() with { Seconds = await cluster.RecoveryAsync(at) };
        Assert.Equal(1, figures.Retries);
        figures.Check("A12", mostRepeated: 1, mostSeconds: 14);
    }

    [Fact(Explicit = true)]
    public async Task A13_PreemptionStorm_IsNeverCharged()
    {
        const int Preemptions = 8;
        await using var cluster = await CreateAsync("a13", "seconds=0.3", candidates: 1, epochs: 20, lease: 2);
        for (var round = 1; round <= Preemptions; round++)
        {
            var silo = await cluster.StartSiloAsync();
            var before = await cluster.NumberAsync("select count(*) from epoch");
            await cluster.UntilAsync(
                "it gets on",
                async () => await cluster.NumberAsync("select count(*) from epoch") > before
            );
            silo.Signal("TERM");
            await Task.Delay(200, Ct);
            silo.Kill();
            await silo.ExitAsync();
        }

        await cluster.StartSiloAsync();
        await cluster.EndAsync();
        var figures = await cluster.FiguresAsync();
        Assert.Equal(Preemptions, figures.Retries);
        figures.Check("A13", mostRepeated: Preemptions);
    }

    [Theory(Explicit = true)]
    [InlineData("A14", false, 60)]
    [InlineData("A15", true, 90)]
    public async Task A14_WholeClusterKilled_GoesOnAfterItsStart(string row, bool database, int seconds)
    {
        await using var cluster = await CreateAsync(row.ToLowerInvariant(), "seconds=0.2", candidates: 6, epochs: 6);
        await cluster.StartSiloAsync(2);
        await cluster.StartSiloAsync(2);
        await cluster.EpochsAsync(6);
        var at = await cluster.NowAsync();
        foreach (var silo in cluster.Silos)
        {
            silo.Kill();
        }

        if (database)
        {
            await _server.CrashAndRestartAsync(() => Task.CompletedTask);
        }

        await cluster.StartSiloAsync(2);
        await cluster.EndAsync();
        var figures = await cluster.FiguresAsync() with { Seconds = await cluster.RecoveryAsync(at) };
        Assert.InRange(figures.Retries, 1, 4);
        figures.Check(row, mostRepeated: 4, mostSeconds: seconds);
    }

    [Fact(Explicit = true)]
    public async Task A19_RandomFaults_NothingIsLostDoubledOrChargedWrongly()
    {
        var random = new Random(Seed);
        await using var cluster = await CreateAsync("a19", "seconds=0.2", candidates: Seconds, epochs: 10, lease: 4);
        await cluster.StartSiloAsync(2);
        var done = new List<string>();
        for (var watch = Stopwatch.StartNew(); watch.Elapsed.TotalSeconds < Seconds; )
        {
            done.Add(await new RandomFault(random, cluster).InjectAsync());
            await Task.Delay(TimeSpan.FromSeconds(1 + 2 * random.NextDouble()), Ct);
        }

        Assert.True(done.Count > Seconds / 20, string.Join(' ', done));
        await new RandomFault(random, cluster).HealAsync();
        await cluster.EndAsync();
        var figures = await cluster.FiguresAsync() with { Refused = cluster.Refused() };
        FaultLog.Write($$"""{"row":"A19","seed":{{Seed}},"faults":"{{string.Join(' ', done)}}"}""");
        Assert.True(figures.Retries > 0, "no fault met an attempt");
        figures.Check("A19", mostRepeated: figures.Retries);
    }

    /// <summary>
    /// Trainers that do not notice that their silo is gone: they go on writing into the folder of their own attempt, and
    /// nobody listens.
    /// </summary>
    [Fact(Explicit = true)]
    public async Task A8_ChildSurvivesItsSilo_HarmsNobody()
    {
        // As many candidates as slots, so that the second silo waits for one; they last longer than a take-over may take.
        await using var cluster = await CreateAsync(
            "a8",
            "seconds=0.4 survivor=11",
            candidates: 2,
            epochs: 80,
            lease: 3
        );
        var victim = await cluster.StartSiloAsync(2);
        await cluster.EpochsAsync(4);
        var trainers = FaultCluster.Trainers(victim).ToArray();
        Assert.Equal(2, trainers.Length);
        await cluster.StartSiloAsync(2);
        var at = await cluster.NowAsync();
        victim.Kill();
        await cluster.UntilAsync("it is taken over", async () => await cluster.RecoveryAsync(at) < 1e6);
        Assert.True(trainers.All(ProcessTree.IsAlive), "a trainer died with its silo");
        await cluster.UntilAsync(
            "they come to an end",
            () => !trainers.Any(ProcessTree.IsAlive),
            TimeSpan.FromSeconds(3 + 10)
        );
        await cluster.EndAsync();
        var figures = await cluster.FiguresAsync() with { Seconds = await cluster.RecoveryAsync(at) };
        Assert.Equal(2, figures.Retries);
        figures.Check("A8", mostRepeated: 2, mostSeconds: 12);
        foreach (var candidate in await cluster.Store.CandidatesAsync(cluster.Experiment, Ct))
        {
            var pointer = (await cluster.Store.CheckpointAsync(candidate.Id, Ct))!;
            var file = Path.Combine(cluster.SiloFolder(1), pointer.Path);
            Assert.Equal(pointer.Size, new FileInfo(file).Length);
        }
    }

    /// <summary>A silo that dies again and again beside one that works.</summary>
    [Fact(Explicit = true)]
    public async Task A16_SiloInACrashLoop_OthersAreNotHeldUp()
    {
        const double EpochSeconds = 0.5;
        const int Deaths = 20;
        await using var cluster = await CreateAsync("a16", "seconds=0.5", candidates: 400, epochs: 4);
        await cluster.StartSiloAsync(2);
        await cluster.EpochsAsync(40);
        var at = await cluster.NowAsync();
        for (var death = 0; death < Deaths; death++)
        {
            var doomed = await cluster.StartSiloAsync(0);
            await Task.Delay(TimeSpan.FromSeconds(1.5), Ct);
            doomed.Kill();
            await doomed.ExitAsync();
        }

        var until = await cluster.NowAsync();
        await cluster.StopExperimentAsync();
        var calm = await cluster.GoodputAsync(EpochSeconds, $"a.ended_at < {at}");
        var during = await cluster.GoodputAsync(EpochSeconds, $"a.opened_at > {at} and a.ended_at < {until}");
        var rows = await cluster.NumberAsync("select count(*) from silo");
        Assert.InRange(rows, Deaths / 2, 49);
        var figures = await cluster.FiguresAsync() with { Goodput = during / calm, Changes = rows };
        Assert.Equal(0, figures.Retries);
        figures.Check("A16", mostRepeated: 0, leastGoodput: 0.95);
    }

    [Fact(Explicit = true)]
    public async Task B2_DatabaseAwayLongerThanTheLease_NoEpochIsTrainedTwice()
    {
        await using var cluster = await CreateAsync("b2", "seconds=0.3", candidates: 4, epochs: 8, lease: 4);
        await cluster.StartSiloAsync(2);
        await cluster.EpochsAsync(4);
        await _server.CrashAndRestartAsync(() => Task.Delay(TimeSpan.FromSeconds(25), Ct));
        var at = await cluster.NowAsync();
        var epochs = await cluster.NumberAsync("select count(*) from epoch");
        await cluster.UntilAsync("select count(*) from epoch", epochs + 1);
        var seconds = (await cluster.NowAsync() - at) / 1000.0;
        await cluster.EndAsync();
        Assert.DoesNotContain(cluster.Silos, silo => silo.HasExited);
        var figures = await cluster.FiguresAsync() with { Seconds = seconds };
        Assert.Equal(0, figures.Retries);
        figures.Check("B2", mostRepeated: 0, mostSeconds: 10);
    }

    /// <summary>Longer than silos go on without it: trainers are stopped, slots wait, and nobody ends.</summary>
    [Fact(Explicit = true)]
    public async Task B3_DatabaseAwayLongerThanThePatience_SlotsWaitForIt()
    {
        await using var cluster = await CreateAsync("b3", "seconds=0.3", candidates: 4, epochs: 8, lease: 4);
        var silo = await cluster.StartSiloAsync(2, ("FAULT_AWAY", "5"));
        await cluster.EpochsAsync(4);
        await _server.CrashAndRestartAsync(() =>
            cluster.UntilAsync(
                "its trainings are given up",
                () => silo.Log.Contains("is lost", StringComparison.Ordinal) && !FaultCluster.Trainers(silo).Any()
            )
        );
        var at = await cluster.NowAsync();
        await cluster.EndAsync();
        Assert.False(silo.HasExited);
        var figures = await cluster.FiguresAsync() with { Seconds = await cluster.RecoveryAsync(at) };
        Assert.InRange(figures.Retries, 1, 2);
        figures.Check("B3", mostRepeated: 0, mostSeconds: 30);
    }

    [Fact(Explicit = true)]
    public async Task B5_DatabaseFrozen_IsWaitedFor()
    {
        await using var cluster = await CreateAsync("b5", "seconds=0.3", candidates: 4, epochs: 8, lease: 4);
        await cluster.StartSiloAsync(2);
        await cluster.EpochsAsync(4);
        var frozen = await cluster.ServerAsync();
        ProcessTree.Signal(frozen, "STOP");
        await Task.Delay(TimeSpan.FromSeconds(30), Ct);
        ProcessTree.Signal(frozen, "CONT");
        await cluster.EndAsync();
        Assert.DoesNotContain(cluster.Silos, silo => silo.HasExited);
        var figures = await cluster.FiguresAsync();
        figures.Check("B5", mostRepeated: 2);
    }

    /// <summary>
    /// One of two gateways is killed under fifty requests a second, a tenth of them submissions under a key of their own.
    /// </summary>
    [Fact(Explicit = true)]
    public async Task C6_GatewayKilled_ClientsGoOnWithTheOther()
    {
        await using var cluster = await CreateAsync("c6", "seconds=0.2", candidates: 4, epochs: 4);
        int[] ports = [SlowRelay.FreePort(), SlowRelay.FreePort()];
        (string, string) Gateway(int index) => ("FAULT_GATEWAY", ports[index].ToString(CultureInfo.InvariantCulture));
        var victim = await cluster.StartSiloAsync(0, Gateway(0));
        await cluster.StartSiloAsync(0, Gateway(1));
        await using var client = await NasClient.ConnectAsync(
            $"127.0.0.1:{ports[0]},127.0.0.1:{ports[1]}",
            cluster.Name,
            Ct
        );
        var load = new ClientLoad(client, cluster.Experiment);
        var requests = load.RunAsync(TimeSpan.FromSeconds(25), perSecond: 50);
        await Task.Delay(TimeSpan.FromSeconds(8), Ct);
        victim.Kill();
        await requests;
        await cluster.StartSiloAsync(1);
        await cluster.EndAsync();
        Assert.Equal(load.Keys, await cluster.NumberAsync("select count(*) from experiment where id like 'table-%'"));
        FaultLog.Write(load.Line("C6"));
        Assert.True(load.Slow > 0, "no request met the death");
        Assert.True(load.Failed <= load.Requests / 100, load.Line("C6"));
        Assert.True(load.Slowest <= TimeSpan.FromSeconds(10), load.Line("C6"));
        (await cluster.FiguresAsync()).Check("C6", mostRepeated: 0);
    }

    /// <summary>A silo is frozen between a statement and the commit: it holds row locks.</summary>
    [Fact(Explicit = true)]
    public async Task C9_SiloFrozenInATransaction_LosesItsSessionAndHoldsNobodyUp()
    {
        await using var cluster = await CreateAsync("c9", "seconds=0.01", candidates: 3000, epochs: 4);
        await cluster.StartSiloAsync(1);
        // Without the experiment's grain: until that is found dead nobody proposes, which is another row.
        var victim = await cluster.StartSiloAsync(3, ("FAULT_ROLE", "worker"));
        await cluster.EpochsAsync(10);
        int[] frozen = [];
        long at = 0;
        await cluster.UntilAsync(
            "it is frozen in a transaction",
            async () =>
            {
                frozen = FaultCluster.ProcessesOf(victim);
                ProcessTree.Signal(frozen, "STOP");
                await Task.Delay(400, Ct);
                at = await cluster.NowAsync();
                // More open attempts than the other silo has slots: not while all slots of the victim wait for a claim.
                if (await cluster.NumberAsync(StuckSql) > 0 && await cluster.NumberAsync(OpenSql) > 1)
                {
                    return true;
                }

                ProcessTree.Signal(frozen, "CONT");
                await Task.Delay(30, Ct);
                return false;
            }
        );
        var claims = await cluster.NumberAsync("select count(*) from attempt");
        await Task.Delay(TimeSpan.FromSeconds(2), Ct);
        var others = await cluster.NumberAsync("select count(*) from attempt") - claims;
        await cluster.UntilAsync("the server ended the session", async () => await cluster.NumberAsync(StuckSql) == 0);
        var ended = (await cluster.NowAsync() - at) / 1000.0;
        // Not by an epoch of theirs: their last one may have been reported already.
        var takenOver = $"select count(*) from attempt where number > 1 and opened_at >= {at}";
        await cluster.UntilAsync(takenOver, 1);
        var seconds = (await cluster.NowAsync() - at) / 1000.0;
        ProcessTree.Signal(frozen, "CONT");
        await Task.Delay(TimeSpan.FromSeconds(3), Ct);
        await cluster.StopExperimentAsync();
        Assert.True(others > 5, $"only {others} claims of the other silo in 2 s");
        Assert.InRange(ended, 2, 9);
        var figures = await cluster.FiguresAsync() with { Seconds = seconds, Refused = cluster.Refused() };
        figures.Check("C9", mostRepeated: 3, mostSeconds: 15);
    }

    [Fact(Explicit = true)]
    public async Task G3_MachineSleeps_AllGoOn()
    {
        await using var cluster = await CreateAsync("g3", "seconds=0.2", candidates: 6, epochs: 6, lease: 4);
        await cluster.StartSiloAsync(1);
        await cluster.StartSiloAsync(1);
        await cluster.EpochsAsync(6);
        int[] all = [.. cluster.Silos.SelectMany(FaultCluster.ProcessesOf)];
        ProcessTree.Signal(all, "STOP");
        await Task.Delay(TimeSpan.FromSeconds(20), Ct);
        var at = await cluster.NowAsync();
        ProcessTree.Signal(all, "CONT");
        var epochs = await cluster.NumberAsync("select count(*) from epoch");
        await cluster.UntilAsync("select count(*) from epoch", epochs + 1);
        var seconds = (await cluster.NowAsync() - at) / 1000.0;
        await cluster.EndAsync();
        var figures = await cluster.FiguresAsync() with { Seconds = seconds };
        figures.Check("G3", mostRepeated: 2, mostSeconds: 60);
    }

    [Fact(Explicit = true)]
    public async Task H1_RollingRestart_RepeatsNothing()
    {
        await using var cluster = await CreateAsync("h1", "seconds=0.2", candidates: 16, epochs: 8);
        (string, string) drain = ("FAULT_DRAIN", "20");
        await cluster.StartSiloAsync(1, drain);
        await cluster.StartSiloAsync(1, drain);
        await cluster.EpochsAsync(4);
        foreach (var old in cluster.Silos.ToList())
        {
            old.Signal("TERM");
            Assert.Equal(0, await old.ExitAsync());
            await cluster.StartSiloAsync(1, drain);
        }

        Assert.True(await cluster.NumberAsync("select count(*) from candidate where state = 'completed'") < 16);
        await cluster.EndAsync();
        (await cluster.FiguresAsync()).Check("H1", mostRepeated: 0);
    }

    /// <summary>
    /// Two versions work side by side, then the silos of one go: upwards (H2), downwards (H3). The other version's silo is
    /// built before (docs/faults.md).
    /// </summary>
    [Theory(Explicit = true)]
    [InlineData("H2", true)]
    [InlineData("H3", false)]
    public async Task H2_VersionsMixed_WorkTogether(string row, bool upwards)
    {
        var other = Environment.GetEnvironmentVariable("NASCLUSTER_OTHER_SILO");
        Assert.True(File.Exists(other), "NASCLUSTER_OTHER_SILO names no NasCluster.FaultSilo.dll of another version.");
        (string, string)[] old = [("FAULT_DRAIN", "20"), (SiloProcess.OtherProgram, other)];
        (string, string)[] current = [("FAULT_DRAIN", "20")];
        var (first, second) = upwards ? (old, current) : (current, old);
        await using var cluster = await CreateAsync(row.ToLowerInvariant(), "seconds=0.2", candidates: 60, epochs: 8);
        SiloProcess[] leaving = [await cluster.StartSiloAsync(1, first), await cluster.StartSiloAsync(1, first)];
        await cluster.EpochsAsync(10);
        await cluster.StartSiloAsync(1, second);
        await cluster.StartSiloAsync(1, second);
        await Task.Delay(TimeSpan.FromSeconds(Math.Min(Seconds, 20)), Ct);
        foreach (var silo in leaving)
        {
            silo.Signal("TERM");
            Assert.Equal(0, await silo.ExitAsync());
        }

        Assert.True(await cluster.NumberAsync("select count(*) from candidate where state = 'completed'") < 60);
        await cluster.EndAsync();
        Assert.Equal(4, await cluster.NumberAsync("select count(distinct split_part(owner, '/', 1)) from attempt"));
        Assert.All(cluster.Silos, silo => Assert.DoesNotContain("Codec", silo.Log, StringComparison.Ordinal));
        Assert.All(cluster.Silos, silo => Assert.DoesNotContain("Serializ", silo.Log, StringComparison.Ordinal));
        (await cluster.FiguresAsync()).Check(row, mostRepeated: 0);
    }

    private Task<FaultCluster> CreateAsync(string name, string script, int candidates, int epochs, double lease = 5) =>
        FaultCluster.CreateAsync(_server, FaultSpec.Of(name, script, candidates, epochs, lease));

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number)
            ? number
            : otherwise;
}
