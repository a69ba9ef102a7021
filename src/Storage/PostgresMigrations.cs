using System.Collections.Immutable;
using NasCluster.Storage.Postgres;

namespace NasCluster.Storage;

/// <summary>The schema of a PostgreSQL database, for the person who looks after it.</summary>
public static class PostgresMigrations
{
    private const string RolesFile = "roles.sql";

    /// <summary>The version this program works with.</summary>
    public static int Version => PostgresSchema.Version;

    /// <summary>Brings the tables to this program's version and names what it did; nothing where they were there already.</summary>
    /// <param name="connectionString">Of the role that owns the tables.</param>
    /// <param name="ct">Cancels between two migrations or undoes the one at work.</param>
    /// <exception cref="ArgumentException">It is no connection string.</exception>
    /// <exception cref="SchemaMismatchException">The database is newer than this program.</exception>
    /// <exception cref="MigrationChangedException">One that was done is another one in this program.</exception>
    public static async Task<ImmutableArray<string>> ApplyAsync(string connectionString, CancellationToken ct)
    {
        var migrator = new PostgresMigrator(PostgresSettings.ForMigrations(connectionString));
        var applied = await migrator.MigrateAsync(ct).ConfigureAwait(false);
        return [.. applied.Select(migration => migration.Name)];
    }

    /// <summary>Makes the roles nascluster_app (reads and writes rows) and nascluster_read, or renews their rights.</summary>
    /// <exception cref="ArgumentException">It is no connection string.</exception>
    public static async Task GrantRolesAsync(string connectionString, CancellationToken ct)
    {
        using var text = new StreamReader(typeof(PostgresMigrations).Assembly.GetManifestResourceStream(RolesFile)!);
        var sql = await text.ReadToEndAsync(ct).ConfigureAwait(false);
        await new PostgresMigrator(PostgresSettings.ForMigrations(connectionString))
            .ExecuteAsync(sql, ct)
            .ConfigureAwait(false);
    }
}
