using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NasCluster.Storage;
using NasCluster.Storage.Tests.Postgres;
using Orleans.Runtime;

namespace NasCluster.Silo.Tests;

/// <summary>Orleans' providers on our own tables and queries.</summary>
public sealed class PostgresClusterTests(PostgresServer server) : IAsyncLifetime
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private static readonly DateTime LongAgo = new(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    private readonly List<(IHost Host, FolderLock Folder, string Path)> _built = [];
    private readonly List<IHost> _running = [];
    private PostgresDatabase _database = null!;

    /// <summary>Silos log in as a user of the role that may not change tables.</summary>
    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync();
        await PostgresMigrations.GrantRolesAsync(_database.ConnectionString, Ct);
        await _database.ExecuteAsync("drop role if exists nas_silo; create role nas_silo login in role nascluster_app");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _running)
        {
            await host.StopAsync(Ct);
        }

        foreach (var (host, folder, path) in _built)
        {
            host.Dispose();
            folder.Dispose();
            Directory.Delete(path, recursive: true);
        }
    }

    [Fact]
    public async Task TwoSilos_SameCluster_FindEachOtherAndPartLeavingNoneActive()
    {
        var first = await StartAsync("pair");
        await StartAsync("pair");

        Assert.Equal(2, await ActiveSilosAsync(first, expected: 2));
        Assert.Equal(2, await _database.NumberAsync("select count(*) from silo where status = 3"));

        await _running[1].StopAsync(Ct);
        Assert.Equal(1, await _database.NumberAsync("select count(*) from silo where status = 3"));
        Assert.Equal(1, await ActiveSilosAsync(first, expected: 1));
    }

    [Fact]
    public async Task TwoSilos_OtherCluster_DoNotMeet()
    {
        var first = await StartAsync("one");
        await StartAsync("two");

        Assert.Equal(1, await ActiveSilosAsync(first, expected: 1));
    }

    [Fact]
    public async Task Membership_OutdatedVersion_IsRefusedAndChangesNothing()
    {
        var table = await OpenTableAsync();
        var before = (await table.ReadAllAsync(Ct)).Version;
        var dead = Entry(SiloStatus.Dead);

        Assert.True(await table.InsertRowAsync(dead, before.Next(), Ct));
        Assert.False(await table.InsertRowAsync(Entry(SiloStatus.Dead, generation: 2), before.Next(), Ct));
        var after = await table.ReadAllAsync(Ct);
        Assert.False(await table.InsertRowAsync(dead, after.Version.Next(), Ct));
        var etag = (await table.ReadRowAsync(dead.SiloAddress, Ct)).Members[0].Item2;
        Assert.False(await table.UpdateRowAsync(dead, etag, before.Next(), Ct));

        Assert.Equal(before.Version + 1, after.Version.Version);
        Assert.Equal(after.Version.Version, (await table.ReadAllAsync(Ct)).Version.Version);
        Assert.Single((await table.ReadAllAsync(Ct)).Members);
    }

    [Fact]
    public async Task Membership_Row_ComesBackAsItWasWritten()
    {
        var table = await OpenTableAsync();
        var entry = Entry(SiloStatus.Dead);
        Assert.True(await table.InsertRowAsync(entry, (await table.ReadAllAsync(Ct)).Version.Next(), Ct));
        entry.SuspectTimes = [Tuple.Create(entry.SiloAddress, LongAgo)];
        var before = await table.ReadRowAsync(entry.SiloAddress, Ct);
        Assert.True(await table.UpdateRowAsync(entry, before.Members[0].Item2, before.Version.Next(), Ct));
        await table.UpdateIAmAliveAsync(Entry(SiloStatus.Dead, alive: LongAgo.AddSeconds(9)), Ct);

        var read = Assert.Single((await table.ReadRowAsync(entry.SiloAddress, Ct)).Members).Item1;

        Assert.Equal(
            (SiloStatus.Dead, "worker", "box", 30001),
            (read.Status, read.SiloName, read.HostName, read.ProxyPort)
        );
        Assert.Equal((LongAgo, LongAgo.AddSeconds(9)), (read.StartTime, read.IAmAliveTime));
        Assert.Equal(entry.SuspectTimes, read.SuspectTimes);
    }

    [Fact]
    public async Task Cleanup_DeadSilos_AreDeletedAndTheOthersStay()
    {
        var table = await OpenTableAsync();
        SiloStatus[] states = [SiloStatus.Active, SiloStatus.Dead, SiloStatus.Joining, SiloStatus.Dead];
        for (var i = 0; i < states.Length; i++)
        {
            await table.InsertRowAsync(Entry(states[i], i), (await table.ReadAllAsync(Ct)).Version.Next(), Ct);
        }

        Assert.Equal(4, await _database.NumberAsync("select count(*) from silo"));

        await table.CleanupDefunctSiloEntriesAsync(LongAgo.AddDays(1), Ct);

        Assert.Equal(2, await _database.NumberAsync("select count(*) from silo"));
        Assert.Equal(0, await _database.NumberAsync("select count(*) from silo where status = 6"));
    }

    [Fact]
    public async Task Reminders_WriteReadDelete_KeepTheirVersions()
    {
        var table = (await StartAsync("reminders")).GetRequiredService<IReminderTable>();
        var grain = GrainId.Create("experiment", "quick-1");
        var entry = new ReminderEntry
        {
            GrainId = grain,
            ReminderName = "scan",
            StartAt = LongAgo,
            Period = TimeSpan.FromDays(60),
        };

        var first = await table.UpsertRow(entry);
        var second = await table.UpsertRow(entry);

        var read = (await table.ReadRow(grain, "scan"))!;
        Assert.Equal((LongAgo, TimeSpan.FromDays(60), second), (read.StartAt, read.Period, read.ETag));
        Assert.Single((await table.ReadRows(grain)).Reminders);
        var hash = grain.GetUniformHashCode();
        Assert.Single((await table.ReadRows(hash - 1, hash)).Reminders);
        Assert.Empty((await table.ReadRows(hash, hash + 1)).Reminders);
        Assert.Single((await table.ReadRows(hash + 1, hash)).Reminders);
        Assert.False(await table.RemoveRow(grain, "scan", first!));
        Assert.True(await table.RemoveRow(grain, "scan", second!));
        Assert.Null(await table.ReadRow(grain, "scan"));
    }

    [Fact]
    public async Task Start_DatabaseWithoutTables_IsRefusedNamingBothVersionsAndTheRemedy()
    {
        _database = await server.CreateDatabaseAsync(migrated: false);

        var error = await Assert.ThrowsAsync<SiloStartException>(() => StartAsync(cluster: null));

        Assert.Contains("version 0", error.Message, StringComparison.Ordinal);
        Assert.Contains("nas migrate", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, await _database.NumberAsync("select count(*) from pg_tables where schemaname = 'nascluster'"));
    }

    /// <summary>The table of a silo that does not run, so that nobody but the test writes to it.</summary>
    private async Task<IMembershipTable> OpenTableAsync()
    {
        var silo = Build("still");
        _built.Add(silo);
        var table = silo.Host.Services.GetRequiredService<IMembershipTable>();
        await table.InitializeMembershipTableAsync(true, Ct);
        return table;
    }

    private (IHost Host, FolderLock Folder, string Path) Build(string? cluster)
    {
        var path = Directory.CreateTempSubdirectory("nas-silo-").FullName;
        var folder = FolderLock.TryTake(path)!;
        var host = EmbeddedSilo.Build(
            options =>
            {
                (options.DataFolder, options.Slots) = (path, 0);
                (options.Postgres, options.ClusterId) = ($"{_database.ConnectionString};Username=nas_silo", cluster);
            },
            folder
        );
        return (host, folder, path);
    }

    private async Task<IServiceProvider> StartAsync(string? cluster)
    {
        var silo = Build(cluster);
        _built.Add(silo);
        await silo.Host.StartAsync(Ct);
        _running.Add(silo.Host);
        return silo.Host.Services;
    }

    /// <summary>As the silo sees it, which may be a moment later; the last it saw where that never comes.</summary>
    private static async Task<int> ActiveSilosAsync(IServiceProvider silo, int expected)
    {
        var management = silo.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0);
        var active = 0;
        for (var question = 0; question < 200; question++)
        {
            active = (await management.GetHosts(onlyActive: true)).Count;
            if (active == expected)
            {
                break;
            }
        }

        return active;
    }

    private static MembershipEntry Entry(SiloStatus status, int generation = 1, DateTime? alive = null) =>
        new()
        {
            SiloAddress = SiloAddress.New(IPAddress.Loopback, 11111, generation),
            SiloName = "worker",
            HostName = "box",
            Status = status,
            ProxyPort = 30001,
            StartTime = LongAgo,
            IAmAliveTime = alive ?? LongAgo,
        };
}
