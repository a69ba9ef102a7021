using System.Collections.Immutable;
using Npgsql;

namespace NasCluster.Storage.Postgres;

/// <summary>What was done to a database: the checksum of each migration by its number.</summary>
internal sealed class AppliedMigrations
{
    private const string HasTable = "select to_regclass('nascluster.migration') is not null";
    private const string Rows = "select number, name, checksum from nascluster.migration order by number";

    private readonly ImmutableSortedDictionary<int, (string Name, string Checksum)> _applied;

    private AppliedMigrations(ImmutableSortedDictionary<int, (string, string)> applied) => _applied = applied;

    /// <summary>Version of the tables, or <see cref="StoreSchema.None"/> where there are none.</summary>
    public int Version => _applied.IsEmpty ? StoreSchema.None : _applied.Keys.Last();

    public static async Task<AppliedMigrations> ReadAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var exists = false;
        await new PostgresBatch(connection)
            .Read(HasTable, row => exists = row.GetBoolean(0))
            .SendAsync(ct)
            .ConfigureAwait(false);
        var applied = ImmutableSortedDictionary.CreateBuilder<int, (string, string)>();
        if (exists)
        {
            await new PostgresBatch(connection)
                .Read(Rows, row => applied.Add(row.GetInt32(0), (row.GetString(1), row.GetString(2))))
                .SendAsync(ct)
                .ConfigureAwait(false);
        }

        return new(applied.ToImmutable());
    }

    /// <summary>The migrations of this program that are still to be done.</summary>
    /// <exception cref="SchemaMismatchException">The database is newer than this program.</exception>
    /// <exception cref="MigrationChangedException">One that was done is another one in this program.</exception>
    public ImmutableArray<Migration> Pending()
    {
        if (Version > PostgresSchema.Version)
        {
            throw new SchemaMismatchException(Version, PostgresSchema.Version);
        }

        foreach (var migration in Migration.All)
        {
            if (_applied.TryGetValue(migration.Number, out var done) && done.Checksum != migration.Checksum)
            {
                throw new MigrationChangedException(done.Name, migration.Name);
            }
        }

        return [.. Migration.All.Where(migration => !_applied.ContainsKey(migration.Number))];
    }

    /// <exception cref="SchemaMismatchException">The database is older or newer than this program.</exception>
    /// <exception cref="MigrationChangedException">One that was done is another one in this program.</exception>
    public void Require()
    {
        if (!Pending().IsEmpty)
        {
            throw new SchemaMismatchException(Version, PostgresSchema.Version);
        }
    }
}
