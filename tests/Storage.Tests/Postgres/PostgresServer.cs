using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using NasCluster.Storage.Tests.Postgres;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace NasCluster.Storage.Tests.Postgres;

/// <summary>A PostgreSQL server of this test run, started when the first test asks for it.</summary>
/// <remarks>Where PostgreSQL is not installed the test is skipped, but in CI it fails.</remarks>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Template = "nas_template";

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly int _port = FreePort();
    private string? _data;
    private int _databases;

    private static string? Binaries =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory
                .EnumerateDirectories("/usr/lib/postgresql")
                .Select(version => Path.Combine(version, "bin"))
                .Where(folder => File.Exists(Path.Combine(folder, "initdb")))
                .Order(StringComparer.Ordinal)
                .LastOrDefault()
            : null;

    /// <summary>An empty database with the tables of this version, or none.</summary>
    /// <param name="migrated">Whether it has the tables.</param>
    public async Task<PostgresDatabase> CreateDatabaseAsync(bool migrated = true)
    {
        await _turn.WaitAsync();
        try
        {
            await StartOnceAsync();
            var name = string.Create(CultureInfo.InvariantCulture, $"nas_{++_databases}");
            await ExecuteAsync("postgres", $"create database {name} template {(migrated ? Template : "template0")}");
            return new(ConnectionString(name));
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_data is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await RunAsync("pg_ctl", $"-D {_data} -m immediate -w stop");
            Directory.Delete(_data, recursive: true);
        }

        _turn.Dispose();
    }

    /// <summary>Stops the server as a crash would, and starts it again.</summary>
    public async Task CrashAndRestartAsync(Func<Task> whileDown)
    {
        await RunAsync("pg_ctl", $"-D {_data} -m immediate -w stop");
        try
        {
            await whileDown();
        }
        finally
        {
            await StartAsync();
        }
    }

    private async Task StartOnceAsync()
    {
        if (_data is not null)
        {
            return;
        }

        if (Binaries is null)
        {
            Assert.SkipUnless(
                Environment.GetEnvironmentVariable("CI") == "true",
                "PostgreSQL is not installed (Debian: postgresql)."
            );
            Assert.Fail("PostgreSQL is not installed.");
        }

        var data = Directory.CreateTempSubdirectory("nas-pg-").FullName;
        if (Environment.UserName == "root")
        {
            await ShellAsync($"chown postgres {data}");
        }

        await RunAsync("initdb", $"-D {data} -U nas -A trust --no-sync -E UTF8 --locale=C");
        _data = data;
        await StartAsync();
        await ExecuteAsync("postgres", $"create database {Template} template template0");
        await PostgresMigrations.ApplyAsync(ConnectionString(Template), CancellationToken.None);
    }

    private Task StartAsync() =>
        RunAsync(
            "pg_ctl",
            $"-D {_data} -l {_data}/server.log -w -o '-p {_port} -k {_data} -c listen_addresses=127.0.0.1 "
                + "-c fsync=off -c max_connections=200' start"
        );

    private string ConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = _port,
            Username = "nas",
            Database = database,
        }.ConnectionString;

    private async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString(database) + ";Pooling=False");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static Task RunAsync(string program, string arguments)
    {
        var command = $"{Path.Combine(Binaries!, program)} {arguments}";
        return Environment.UserName == "root" ? ShellAsync($"su postgres -c \"{command}\"") : ShellAsync(command);
    }

    private static async Task ShellAsync(string command)
    {
        // A server would keep inherited pipes open, so its output goes to a file.
        var log = Path.GetTempFileName();
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"cd /; {command} >{log} 2>&1 </dev/null"]);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        var output = await File.ReadAllTextAsync(log);
        File.Delete(log);
        Assert.True(process.ExitCode == 0, $"'{command}' failed: {output}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
