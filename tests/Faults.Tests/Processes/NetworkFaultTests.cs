using NasCluster.Faults.Tests.Shared;
using NasCluster.Storage.Tests.Postgres;
using Npgsql;

namespace NasCluster.Faults.Tests.Processes;

/// <summary>
/// Rows C1–C5 and C8, for `eng/chaos`: silos in network namespaces, packets lost by iptables. They take root; where that is
/// not to be had they fail, because nothing would be tested.
/// </summary>
public sealed class NetworkFaultTests : IAsyncLifetime
{
    private const string Dead = "select count(*) from silo where status = 6";
    private const string Joined = "select count(*) from silo";
    private static readonly CancellationToken Ct = CancellationToken.None;

    private readonly PostgresServer _server = new(connections: 200, TestNetwork.Everywhere);
    private TestNetwork? _network;

    private TestNetwork Network => _network ?? throw new InvalidOperationException("There is no network.");

    public ValueTask InitializeAsync()
    {
        Assert.True(TestNetwork.IsAvailable, "Network namespaces and iptables take root (Debian: iptables).");
        _network = new();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _network?.Dispose();
        await _server.DisposeAsync();
    }

    [Fact(Explicit = true)]
    public async Task C1_WorkerCutFromTheDatabase_IsTakenOverAndRefused()
    {
        await using var cluster = await CreateAsync("c1", candidates: 6, epochs: 10);
        var (host, other) = (Network.Add(), Network.Add());
        var cut = await cluster.StartSiloAsync(host.Prefix, 1);
        await cluster.EpochsAsync(2);
        await cluster.StartSiloAsync(other.Prefix, 1);
        var at = await cluster.NowAsync();
        host.Drop(Network.ServerAddress);
        await cluster.UntilAsync("its candidate is taken over", async () => await cluster.RecoveryAsync(at) < 1e6);
        await Task.Delay(TimeSpan.FromSeconds(10), Ct);
        host.Heal();
        await cluster.UntilAsync("its writes are refused", () => cut.Refused > 0 || cut.HasExited);
        await cluster.EndAsync();
        var figures = await cluster.FiguresAsync() with
        {
            Seconds = await cluster.RecoveryAsync(at),
            Refused = cluster.Refused(),
        };
        Assert.True(figures.Refused > 0, "no write was refused");
        figures.Check("C1", mostRepeated: 1, mostSeconds: 12);
    }

    /// <summary>Both ways, or one: the database is reached all the time.</summary>
    [Theory(Explicit = true)]
    [InlineData("C2", true, 30)]
    [InlineData("C3", false, 60)]
    public async Task C2_SilosCutFromEachOther_TrainingsGoOn(string row, bool bothWays, int seconds)
    {
        await using var cluster = await CreateAsync(row.ToLowerInvariant(), candidates: 3 * seconds / 4, epochs: 10);
        var (host, other) = (Network.Add(), Network.Add());
        await cluster.StartSiloAsync(other.Prefix, 1);
        var cut = await cluster.StartSiloAsync(host.Prefix, 1);
        await cluster.UntilAsync("select count(*) from attempt where ended_at is null", 2);
        var before = await cluster.NumberAsync("select count(*) from epoch");
        var rows = await cluster.NumberAsync(Joined);
        if (bothWays)
        {
            host.Drop(other.Address);
        }
        else
        {
            host.DropTo(other.Address);
        }

        await Task.Delay(TimeSpan.FromSeconds(seconds), Ct);
        var changes = await cluster.NumberAsync(Dead) + await cluster.NumberAsync(Joined) - rows;
        var trained = await cluster.NumberAsync("select count(*) from epoch") - before;
        host.Heal();
        await HealAsync(cluster, cut, host);
        await cluster.EndAsync();
        Assert.True(trained > 2 * seconds, $"only {trained} epochs while they were cut from each other");
        Assert.True(changes <= 2, $"{changes} changes of membership");
        Assert.True(changes > 0, "nobody noticed");
        var figures = await cluster.FiguresAsync() with { Changes = changes };
        figures.Check(row, mostRepeated: 2);
    }

    [Fact(Explicit = true)]
    public async Task C4_OneSiloCutFromAll_DoesNothingDurable()
    {
        await using var cluster = await CreateAsync("c4", candidates: 30, epochs: 10);
        NetworkHost[] hosts = [Network.Add(), Network.Add(), Network.Add()];
        var silos = new List<SiloProcess>();
        foreach (var host in hosts)
        {
            silos.Add(await cluster.StartSiloAsync(host.Prefix, 1));
        }

        await cluster.UntilAsync("select count(*) from attempt where ended_at is null", 3);
        var at = await cluster.NowAsync();
        hosts[2].Blackhole(Network.ServerAddress, hosts[0].Address, hosts[1].Address);
        await cluster.UntilAsync("its candidate is taken over", async () => await cluster.RecoveryAsync(at) < 1e6);
        await Task.Delay(TimeSpan.FromSeconds(15), Ct);
        hosts[2].Heal();
        await HealAsync(cluster, silos[2], hosts[2]);
        await cluster.EndAsync();
        var figures = await cluster.FiguresAsync() with
        {
            Seconds = await cluster.RecoveryAsync(at),
            Refused = cluster.Refused(),
        };
        Assert.Equal(1, figures.Retries);
        figures.Check("C4", mostRepeated: 1, mostSeconds: 12);
    }

    /// <summary>Two silos here, two there, all reach the database: at worst two grains decide, and one wins each time.</summary>
    [Fact(Explicit = true)]
    public async Task C5_HalvesThatBothReachTheDatabase_ProposeEachCandidateOnce()
    {
        await using var cluster = await CreateAsync("c5", candidates: 80, epochs: 5);
        NetworkHost[] hosts = [Network.Add(), Network.Add(), Network.Add(), Network.Add()];
        var silos = new List<SiloProcess>();
        foreach (var host in hosts)
        {
            silos.Add(await cluster.StartSiloAsync(host.Prefix, 1));
        }

        await cluster.UntilAsync("select count(*) from attempt where ended_at is null", 4);
        foreach (var here in hosts[..2])
        {
            foreach (var there in hosts[2..])
            {
                here.Drop(there.Address);
                there.Drop(here.Address);
            }
        }

        await Task.Delay(TimeSpan.FromSeconds(60), Ct);
        var dead = await cluster.NumberAsync(Dead);
        Array.ForEach(hosts, host => host.Heal());
        foreach (var (silo, host) in silos.Zip(hosts))
        {
            await HealAsync(cluster, silo, host);
        }

        await cluster.EndAsync();
        Assert.True(dead > 0, "no half declared the other dead");
        var figures = await cluster.FiguresAsync() with { Refused = cluster.Refused(), Changes = dead };
        figures.Check("C5", mostRepeated: 4);
        var faulty = await cluster.WidthsAsync();
        await cluster.SubmitAsync(FaultSpec.Of("c5", "seconds=0.01", candidates: 80, epochs: 1));
        await cluster.EndAsync();
        Assert.Equal(await cluster.WidthsAsync(), faulty);
    }

    /// <summary>As a container that is made anew.</summary>
    [Fact(Explicit = true)]
    public async Task C8_SiloComesBackWithAnotherAddress_TheClusterGoesOn()
    {
        await using var cluster = await CreateAsync("c8", candidates: 20, epochs: 10);
        var (host, other) = (Network.Add(), Network.Add());
        await cluster.StartSiloAsync(other.Prefix, 1);
        var old = await cluster.StartSiloAsync(host.Prefix, 1);
        await cluster.UntilAsync("select count(*) from attempt where ended_at is null", 2);
        var at = await cluster.NowAsync();
        old.Kill();
        await old.ExitAsync();
        await cluster.StartSiloAsync(Network.Readdress(host).Prefix, 1);
        await cluster.UntilAsync("an epoch after it", async () => await cluster.RecoveryAsync(at) < 1e6);
        await cluster.UntilAsync("the old address is dead", async () => await cluster.NumberAsync(Dead) == 1);
        await cluster.EndAsync();
        Assert.Equal(
            0,
            await cluster.NumberAsync("select count(*) from silo where address like '127.%' or address !~ '^[0-9.]+$'")
        );
        Assert.Equal(3, await cluster.NumberAsync("select count(distinct address) from silo"));
        var figures = await cluster.FiguresAsync() with { Seconds = await cluster.RecoveryAsync(at) };
        Assert.Equal(1, figures.Retries);
        figures.Check("C8", mostRepeated: 1, mostSeconds: 30);
    }

    /// <summary>A silo that was declared dead ends itself; whoever runs it starts it again.</summary>
    private static async Task HealAsync(FaultCluster cluster, SiloProcess silo, NetworkHost host)
    {
        await Task.Delay(TimeSpan.FromSeconds(3), Ct);
        if (silo.HasExited)
        {
            await cluster.StartSiloAsync(host.Prefix, 1);
        }
    }

    private async Task<FaultCluster> CreateAsync(string name, int candidates, int epochs)
    {
        var cluster = await FaultCluster.CreateAsync(_server, FaultSpec.Of(name, "seconds=0.2", candidates, epochs));
        cluster.Connection = new NpgsqlConnectionStringBuilder(cluster.Connection)
        {
            Host = Network.ServerAddress,
        }.ConnectionString;
        return cluster;
    }
}
