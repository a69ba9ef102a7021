using System.Diagnostics;
using System.Globalization;
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

    private Task<FaultCluster> CreateAsync(string name, string script, int candidates, int epochs, double lease = 5) =>
        FaultCluster.CreateAsync(_server, FaultSpec.Of(name, script, candidates, epochs, lease));

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number)
            ? number
            : otherwise;
}
