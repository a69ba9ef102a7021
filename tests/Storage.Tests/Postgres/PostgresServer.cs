using System.Globalization;
using NasCluster.Storage.Tests.Postgres;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace NasCluster.Storage.Tests.Postgres;

/// <summary>A PostgreSQL server of this test run, started when the first test asks for it.</summary>
/// <remarks>Where PostgreSQL is not installed the test is skipped, but in CI it fails.</remarks>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Template = "nas_template";

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly PostgresProcess _process;
    private bool _started;
    private int _databases;

    public PostgresServer()
        : this(connections: 200) { }

    /// <param name="connections">Most connections at once.</param>
    /// <param name="network">Addresses that may ask it beside this machine; null for none.</param>
    internal PostgresServer(int connections, string? network = null) =>
        _process = new(string.Create(CultureInfo.InvariantCulture, $"-c fsync=off -c max_connections={connections}"))
        {
            Network = network,
        };

    /// <summary>An empty database with the tables of this version, or none.</summary>
    /// <param name="migrated">Whether it has the tables.</param>
    public async Task<PostgresDatabase> CreateDatabaseAsync(bool migrated = true)
    {
        await _turn.WaitAsync();
        try
        {
            await StartOnceAsync();
            var name = string.Create(CultureInfo.InvariantCulture, $"nas_{++_databases}");
            await _process.ExecuteAsync(
                "postgres",
                $"create database {name} template {(migrated ? Template : "template0")}"
            );
            return new(_process.ConnectionString(name));
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _turn.Dispose();
    }

    /// <summary>Stops the server as a crash would, and starts it again.</summary>
    public async Task CrashAndRestartAsync(Func<Task> whileDown)
    {
        await _process.CrashAsync();
        try
        {
            await whileDown();
        }
        finally
        {
            await _process.StartAsync();
        }
    }

    private async Task StartOnceAsync()
    {
        if (_started)
        {
            return;
        }

        if (!PostgresProcess.IsInstalled)
        {
            Assert.SkipUnless(
                Environment.GetEnvironmentVariable("CI") == "true",
                "PostgreSQL is not installed (Debian: postgresql)."
            );
            Assert.Fail("PostgreSQL is not installed.");
        }

        await _process.CreateAsync();
        _started = true;
        await _process.ExecuteAsync("postgres", $"create database {Template} template template0");
        await PostgresMigrations.ApplyAsync(_process.ConnectionString(Template), CancellationToken.None);
    }
}
