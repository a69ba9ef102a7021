using System.Diagnostics;
using System.Globalization;
using NasCluster.Faults.Tests.Shared;
using NasCluster.Storage.Tests.Postgres;
using Npgsql;

namespace NasCluster.Faults.Tests.Processes;

/// <summary>
/// Rows B8, B9, B17, D5 to D9 and E5, for `eng/chaos`: what silos and trainers need runs short. Some take root; where
/// that is not to be had they fail, because nothing would be tested.
/// </summary>
public sealed class ResourceFaultTests : IAsyncLifetime
{
    private const string CrashesSql = "select coalesce(sum(crashes), 0) from candidate";
    private static readonly CancellationToken Ct = CancellationToken.None;

    private readonly PostgresServer _server = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>Twenty connections for four silos, whose pools may take twenty each.</summary>
    [Fact(Explicit = true)]
    public async Task B8_ConnectionsUsedUp_SilosWaitForOne()
    {
        await using var few = new PostgresServer(connections: 23);
        var spec = FaultSpec.Of("b8", "seconds=0.05", candidates: 60, epochs: 4);
        await using var cluster = await FaultCluster.CreateAsync(few, spec);
        await cluster.Database.ExecuteAsync(
            """
            create role plain login;
            grant usage on schema nascluster to plain;
            grant all on all tables in schema nascluster to plain;
            grant all on all sequences in schema nascluster to plain;
            grant execute on all functions in schema nascluster to plain;
            """
        );
        cluster.Connection = new NpgsqlConnectionStringBuilder(cluster.Connection)
        {
            Username = "plain",
        }.ConnectionString;
        for (var silo = 0; silo < 4; silo++)
        {
            await cluster.StartSiloAsync(3);
        }

        // Somebody else takes what is left, again and again.
        var held = new List<NpgsqlConnection>();
        var refused = 0;
        for (var round = 0; round < 20; round++)
        {
            try
            {
                var connection = new NpgsqlConnection(cluster.Connection + ";Pooling=False");
                await connection.OpenAsync(Ct);
                held.Add(connection);
            }
            catch (PostgresException full) when (full.SqlState == PostgresErrorCodes.TooManyConnections)
            {
                refused++;
                await Task.Delay(500, Ct);
            }
        }

        foreach (var connection in held)
        {
            await connection.DisposeAsync();
        }

        await cluster.EndAsync();
        Assert.True(refused > 0, "the connections were never used up");
        Assert.DoesNotContain(cluster.Silos, silo => silo.HasExited);
        var figures = await cluster.FiguresAsync() with { Refused = refused };
        figures.Check("B8", mostRepeated: 0);
        Assert.Equal(0, figures.Retries);
    }

    [Fact(Explicit = true)]
    public async Task B9_SlowDatabase_CostsNoLease()
    {
        await using var cluster = await CreateAsync("b9", "seconds=8", candidates: 4, epochs: 6);
        var settings = new NpgsqlConnectionStringBuilder(cluster.Connection);
        using var relay = new SlowRelay(settings.Port, TimeSpan.FromMilliseconds(250));
        settings.Port = relay.Port;
        cluster.Connection = settings.ConnectionString;
        await cluster.StartSiloAsync(2);
        await cluster.StartSiloAsync(2);
        await cluster.EndAsync(TimeSpan.FromSeconds(180));
        var first = await cluster.NumberAsync(
            """
            select avg(e.recorded_at - a.opened_at)::bigint from epoch e
            join attempt a on a.candidate = e.candidate and a.number = e.attempt and e.epoch = a.first_epoch
            """
        );
        var middle = await cluster.NumberAsync(
            """
            select avg(e.recorded_at - b.recorded_at)::bigint from epoch e
            join epoch b on b.candidate = e.candidate and b.epoch = e.epoch - 1
            """
        );
        FaultLog.Write($$"""{"row":"B9","msToFirstEpoch":{{first}},"msBetweenEpochs":{{middle}}}""");
        Assert.True(relay.Delayed > 100, $"only {relay.Delayed} pieces were held back");
        Assert.DoesNotContain(cluster.Silos, silo => silo.HasExited);
        var figures = await cluster.FiguresAsync() with { Goodput = await cluster.GoodputAsync(8, "true") };
        Assert.Equal(0, figures.Retries);
        figures.Check("B9", mostRepeated: 0, leastGoodput: 0.9);
    }

    [Fact(Explicit = true)]
    public async Task B17_CheckpointVolumeReadOnly_TheSlotRestsAndOthersGoOn()
    {
        await using var cluster = await CreateAsync("b17", "seconds=0.3", candidates: 30, epochs: 3);
        var shared = cluster.CheckpointFolder;
        using var volume = new SmallVolume(20);
        cluster.CheckpointFolder = volume.Path;
        var bad = await cluster.StartSiloAsync();
        await cluster.EpochsAsync(4);
        var at = await cluster.NowAsync();
        volume.MakeReadOnly();
        await cluster.UntilAsync("its slot rests", () => bad.Log.Contains("takes none for", StringComparison.Ordinal));
        var seconds = (await cluster.NowAsync() - at) / 1000.0;
        Assert.Equal(0, await cluster.NumberAsync(CrashesSql));
        cluster.CheckpointFolder = shared;
        await cluster.StartSiloAsync(2);
        await cluster.EndAsync();
        Assert.False(bad.HasExited);
        var figures = await cluster.FiguresAsync() with { Seconds = seconds };
        Assert.True(figures.Retries >= 3, "no attempt met the volume");
        figures.Check("B17", mostRepeated: figures.Retries, mostSeconds: 90);
    }

    [Fact(Explicit = true)]
    public async Task D5_ProcessorsPegged_NobodyIsEvicted()
    {
        await using var cluster = await CreateAsync("d5", "seconds=0.3", candidates: 400, epochs: 3);
        await cluster.StartSiloAsync(1);
        await cluster.StartSiloAsync(1);
        await cluster.EpochsAsync(2);
        var before = await cluster.NumberAsync("select count(*) from epoch");
        using (var load = Process.Start("stress-ng", $"--cpu {4 * Environment.ProcessorCount} --timeout 45s -q"))
        {
            await load.WaitForExitAsync(Ct);
            Assert.Equal(0, load.ExitCode);
        }

        var trained = await cluster.NumberAsync("select count(*) from epoch") - before;
        await cluster.StopExperimentAsync();
        Assert.Equal(0, await cluster.NumberAsync("select count(*) from silo where status = 6"));
        Assert.True(trained > 0);
        var figures = await cluster.FiguresAsync() with { Changes = 0 };
        Assert.Equal(0, figures.Retries);
        figures.Check("D5", mostRepeated: 0);
    }

    /// <summary>
    /// All threads of a silo's pool are taken for a minute: it answers nobody, is declared dead and ends itself; what it
    /// trained is taken over.
    /// </summary>
    [Fact(Explicit = true)]
    public async Task D6_ThreadPoolBlocked_NothingIsLostOrDoubled()
    {
        await using var cluster = await CreateAsync("d6", "seconds=0.5", candidates: 12, epochs: 12);
        await cluster.StartSiloAsync(2, ("FAULT_BLOCKED", "200"));
        await cluster.StartSiloAsync(1);
        await cluster.UntilAsync("select count(*) from attempt where ended_at is null", 3);
        await File.WriteAllTextAsync(Path.Combine(cluster.SiloFolder(0), "block"), "", Ct);
        await cluster.EndAsync(TimeSpan.FromSeconds(120));
        var figures = await cluster.FiguresAsync() with
        {
            Refused = cluster.Refused(),
            Changes = await cluster.NumberAsync("select count(*) from silo where status = 6"),
        };
        figures.Check("D6", mostRepeated: 2);
    }

    /// <summary>Ten thousand candidates, as fast as eight slots finish them, in 512 MB.</summary>
    [Fact(Explicit = true)]
    public async Task D7_SiloWithLittleMemory_SearchesThroughTenThousand()
    {
        const int Candidates = 10_000;
        using var group = ControlGroup.OfMemory(512_000_000);
        await using var cluster = await CreateAsync("d7", "seconds=0.01", candidates: 1, epochs: 1);
        await cluster.SubmitAsync(TableSpec.Of(Candidates));
        var silo = await cluster.StartSiloAsync(group.Prefix, 8);
        await cluster.EndAsync(TimeSpan.FromSeconds(240));
        Assert.False(silo.HasExited);
        Assert.Equal(0, group.OutOfMemoryKills);
        var figures = await cluster.FiguresAsync();
        Assert.Equal(0, figures.Retries);
        figures.Check("D7", mostRepeated: 0);
    }

    /// <summary>No descriptor, then no process is to be had; afterwards all goes on.</summary>
    [Theory(Explicit = true)]
    [InlineData("D8 descriptors", true)]
    [InlineData("D8 processes", false)]
    public async Task D8_DescriptorsOrProcessesUsedUp_NobodyIsChargedAndItGoesOn(string row, bool descriptors)
    {
        await using var cluster = await CreateAsync("d8", "seconds=0.2 kill@2?", candidates: 6, epochs: 4);
        using var group = ControlGroup.OfTasks(4000);
        var silo = await cluster.StartSiloAsync(group.Prefix, 1);
        await cluster.EpochsAsync(1);
        Limit(descriptors ? Directory.GetFiles($"/proc/{silo.Id}/fd").Length - 5 : group.Tasks - 5);
        await Task.Delay(TimeSpan.FromSeconds(8), Ct);
        var failures = silo
            .Log.Split('\n')
            .Count(line =>
                line.StartsWith("Error", StringComparison.Ordinal)
                || line.Contains("cannot be started", StringComparison.Ordinal)
            );
        Limit(4000);
        var other = await cluster.StartSiloAsync(1);
        await cluster.EndAsync();
        Assert.False(silo.HasExited || other.HasExited, silo.Log);
        Assert.True(failures > 0, "nothing ran short");
        var figures = await cluster.FiguresAsync() with { Refused = failures };
        figures.Check(row, mostRepeated: figures.Retries);

        void Limit(int most)
        {
            if (descriptors)
            {
                TestNetwork.Run(
                    "prlimit",
                    string.Create(CultureInfo.InvariantCulture, $"--nofile={most}:4096 --pid {silo.Id}")
                );
            }
            else
            {
                group.Limit(most);
            }
        }
    }

    /// <summary>10 MB with each candidate; without a new child after fifty of them the kernel would kill it.</summary>
    [Fact(Explicit = true)]
    public async Task D9_ChildLeaks_IsRenewedBetweenCandidates()
    {
        using var group = ControlGroup.OfMemory(800_000_000);
        var spec = FaultSpec.Of("d9", "seconds=0.01 leak@1!", candidates: 120, epochs: 1);
        spec = spec with { Trainer = spec.Trainer with { Command = [.. group.Prefix, .. spec.Trainer.Command] } };
        await using var cluster = await FaultCluster.CreateAsync(_server, spec);
        var silo = await cluster.StartSiloAsync();
        var trainers = new HashSet<int>();
        await cluster.UntilAsync(
            "all are trained",
            async () =>
            {
                trainers.UnionWith(FaultCluster.Trainers(silo));
                return await cluster.NumberAsync("select count(*) from candidate where state = 'completed'") == 120;
            }
        );
        await cluster.EndAsync();
        Assert.True(trainers.Count >= 3, $"{trainers.Count} children trained 120 candidates");
        Assert.Equal(0, group.OutOfMemoryKills);
        (await cluster.FiguresAsync()).Check("D9", mostRepeated: 0);
    }

    /// <summary>A fork bomb and a full disk, within limits.</summary>
    [Fact(Explicit = true)]
    public async Task E5_PoisonThatTakesItsSlotDown_IsContained()
    {
        using var group = ControlGroup.OfTasks(60);
        using var volume = new SmallVolume(20);
        string[] scripts = ["seconds=0.05", "forks@2!", "fill@2!"];
        var spec = FaultSpec.Of("e5", scripts, candidates: 12, epochs: 3);
        spec = spec with { Trainer = spec.Trainer with { Command = [.. group.Prefix, .. spec.Trainer.Command] } };
        await using var cluster = await FaultCluster.CreateAsync(_server, spec);
        cluster.CheckpointFolder = volume.Path;
        var silo = await cluster.StartSiloAsync();
        await cluster.EndAsync();
        var failed = await cluster.NumberAsync("select count(*) from candidate where state = 'failed'");
        Assert.InRange(failed, 2, 11);
        Assert.Equal(0, await cluster.NumberAsync("select count(*) from candidate where crashes > 3"));
        Assert.Equal(
            0,
            await cluster.NumberAsync("select count(*) from candidate where state = 'failed' and crashes <> 3")
        );
        Assert.InRange(group.Tasks, 0, 60);
        Assert.False(silo.HasExited);
        var figures = await cluster.FiguresAsync(charges: (int)failed * 3);
        figures.Check("E5", mostRepeated: failed * 3);
    }

    private async Task<FaultCluster> CreateAsync(string name, string script, int candidates, int epochs) =>
        await FaultCluster.CreateAsync(_server, FaultSpec.Of(name, script, candidates, epochs));
}
