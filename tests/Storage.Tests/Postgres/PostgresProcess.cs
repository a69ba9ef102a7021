using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace NasCluster.Storage.Tests.Postgres;

/// <summary>A PostgreSQL server of this process's own, in a temporary folder; for tests and benches.</summary>
/// <param name="settings">Options of the server, such as "-c fsync=off".</param>
public sealed class PostgresProcess(string settings) : IAsyncDisposable
{
    private readonly int _port = FreePort();
    private string? _data;

    /// <summary>Addresses that may ask it beside this machine, such as "10.1.0.0/16"; null for none.</summary>
    public string? Network { get; init; }

    public int Port => _port;

    public static bool IsInstalled => Binaries is not null;

    private static string? Binaries =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory
                .EnumerateDirectories("/usr/lib/postgresql")
                .Select(version => Path.Combine(version, "bin"))
                .Where(folder => File.Exists(Path.Combine(folder, "initdb")))
                .Order(StringComparer.Ordinal)
                .LastOrDefault()
            : null;

    /// <summary>Makes the folder and starts the server on it.</summary>
    /// <exception cref="InvalidOperationException">A command of PostgreSQL failed; the message has its output.</exception>
    public async Task CreateAsync()
    {
        var data = Directory.CreateTempSubdirectory("nas-pg-").FullName;
        if (Environment.UserName == "root")
        {
            await ShellAsync($"chown postgres {data}");
        }

        await RunAsync("initdb", $"-D {data} -U nas -A trust --no-sync -E UTF8 --locale=C");
        _data = data;
        if (Network is not null)
        {
            await File.AppendAllTextAsync(Path.Combine(data, "pg_hba.conf"), $"host all all {Network} trust\n");
        }

        await StartAsync();
    }

    public Task StartAsync() =>
        RunAsync(
            "pg_ctl",
            $"-D {_data} -l {_data}/server.log -w -o '-p {_port} -k {_data} -c listen_addresses={(Network is null ? "127.0.0.1" : "0.0.0.0")} {settings}' start"
        );

    /// <summary>Stops it as a crash would.</summary>
    public Task CrashAsync() => RunAsync("pg_ctl", $"-D {_data} -m immediate -w stop");

    public string ConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = _port,
            Username = "nas",
            Database = database,
        }.ConnectionString;

    public async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString(database) + ";Pooling=False");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_data is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await CrashAsync();
            Directory.Delete(_data, recursive: true);
        }
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
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"'{command}' failed: {output}");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
