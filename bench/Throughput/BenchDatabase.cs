using System.Globalization;
using NasCluster.Storage;
using NasCluster.Storage.Tests.Postgres;
using Npgsql;

namespace NasCluster.Throughput;

/// <summary>A database with NasCluster's tables on a server of this run, with the defaults a careful operator keeps (fsync on).</summary>
/// <param name="profiled">Whether the server counts and times each statement.</param>
internal sealed class BenchDatabase(bool profiled) : IAsyncDisposable
{
    private const string Name = "nas_bench";
    private const string Profiling =
        " -c shared_preload_libraries=pg_stat_statements -c pg_stat_statements.track_planning=on";

    private readonly PostgresProcess _server = new(
        $"-c max_connections=300 -c shared_buffers=256MB{(profiled ? Profiling : "")}"
    );

    /// <summary>Whether the server counts and times each statement.</summary>
    public bool IsProfiled => profiled;

    public string ConnectionString => _server.ConnectionString(Name);

    /// <summary>As SQLAlchemy names it, for the peer's own database on the same server.</summary>
    public string PeerUrl
    {
        get
        {
            var parts = new NpgsqlConnectionStringBuilder(_server.ConnectionString("peer"));
            return $"postgresql+psycopg2://{parts.Username}@{parts.Host}:{parts.Port}/{parts.Database}";
        }
    }

    public async Task StartAsync()
    {
        await _server.CreateAsync();
        await RenewAsync();
    }

    /// <summary>Empty tables.</summary>
    public async Task RenewAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await _server.ExecuteAsync("postgres", $"drop database if exists {Name}");
        await _server.ExecuteAsync("postgres", $"create database {Name} template template0");
        await PostgresMigrations.ApplyAsync(ConnectionString, CancellationToken.None);
        if (profiled)
        {
            await _server.ExecuteAsync(Name, "create extension pg_stat_statements schema public");
        }
    }

    public async Task RenewPeerAsync()
    {
        await _server.ExecuteAsync("postgres", "drop database if exists peer");
        await _server.ExecuteAsync("postgres", "create database peer template template0");
    }

    /// <summary>Flushes of the server's log since it started; processes report them when they end, or now and then.</summary>
    public Task<long> WalSyncsAsync() => NumberAsync("select wal_sync from pg_stat_wal");

    public Task<long> WalBytesAsync() => NumberAsync("select wal_bytes::bigint from pg_stat_wal");

    public async Task<long> NumberAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    public async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection($"{ConnectionString};Search Path=nascluster;Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
