using System.Collections.Immutable;
using Npgsql;

namespace NasCluster.Storage.Postgres;

/// <summary>Brings the tables of one database to this program's version.</summary>
internal sealed class PostgresMigrator(string connectionString)
{
    // The lock is the session's: it ends with the connection, also with that of a migrator that was killed.
    private const string Lock = "select pg_advisory_lock(4771, 2)";

    private const string CreateTable = $"""
        create schema if not exists {PostgresSchema.Name};
        create table {PostgresSchema.Name}.migration (
            number     integer     primary key,
            name       text        not null,
            checksum   text        not null,
            applied_at timestamptz not null default clock_timestamp()
        )
        """;

    private const string Note = $"""
        insert into {PostgresSchema.Name}.migration (number, name, checksum) values (@number, @name, @checksum)
        """;

    /// <summary>Version of the tables, or <see cref="StoreSchema.None"/> where there are none.</summary>
    public async Task<int> VersionAsync(CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct).ConfigureAwait(false);
        return (await AppliedMigrations.ReadAsync(connection, ct).ConfigureAwait(false)).Version;
    }

    /// <summary>
    /// Applies what is missing, one transaction each, and returns it. A second migrator waits for the first one.
    /// </summary>
    /// <exception cref="SchemaMismatchException">The database is newer than this program.</exception>
    /// <exception cref="MigrationChangedException">One that was done is another one in this program.</exception>
    public async Task<ImmutableArray<Migration>> MigrateAsync(CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct).ConfigureAwait(false);
        await new PostgresBatch(connection).Lock(Lock).SendAsync(ct).ConfigureAwait(false);
        var applied = await AppliedMigrations.ReadAsync(connection, ct).ConfigureAwait(false);
        var pending = applied.Pending();
        foreach (var migration in pending)
        {
            await ApplyAsync(connection, migration, isFirst: migration.Number == Migration.All[0].Number, ct)
                .ConfigureAwait(false);
        }

        return pending;
    }

    /// <summary>Runs statements, such as those that make the roles, in one transaction.</summary>
    public async Task ExecuteAsync(string sql, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(ct).ConfigureAwait(false);
        await ExecuteAsync(connection, sql, ct).ConfigureAwait(false);
        await transaction.CommitAsync(ct).ConfigureAwait(false);
    }

    private static async Task ApplyAsync(
        NpgsqlConnection connection,
        Migration migration,
        bool isFirst,
        CancellationToken ct
    )
    {
        await using var transaction = await connection.BeginTransactionAsync(ct).ConfigureAwait(false);
        if (isFirst)
        {
            await ExecuteAsync(connection, CreateTable, ct).ConfigureAwait(false);
        }

        await ExecuteAsync(connection, migration.Sql, ct).ConfigureAwait(false);
        await new PostgresBatch(connection)
            .Run(Note, ("@number", migration.Number), ("@name", migration.Name), ("@checksum", migration.Checksum))
            .SendAsync(ct)
            .ConfigureAwait(false);
        await transaction.CommitAsync(ct).ConfigureAwait(false);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken ct)
    {
        var connection = new NpgsqlConnection(connectionString);
        try
        {
            await connection.OpenAsync(ct).ConfigureAwait(false);
            return connection;
        }
        catch (Exception error)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            if (PostgresErrors.IsAway(error))
            {
                throw PostgresErrors.Report(error);
            }

            throw;
        }
    }
}
