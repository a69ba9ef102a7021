using NasCluster.Storage.Postgres;
using Npgsql;

namespace NasCluster.Storage;

/// <summary>The clock that all leases are measured by.</summary>
public static class PostgresClock
{
    /// <summary>The database's time now.</summary>
    /// <exception cref="NpgsqlException">The server is away or refuses.</exception>
    public static async Task<DateTimeOffset> ReadAsync(string connectionString, CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(PostgresSettings.ForMigrations(connectionString));
        await using var command = source.CreateCommand("select clock_timestamp()");
        return new((DateTime)(await command.ExecuteScalarAsync(ct).ConfigureAwait(false))!);
    }
}
