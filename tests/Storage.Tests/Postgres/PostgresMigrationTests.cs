using NasCluster.Storage.Postgres;
using Npgsql;

namespace NasCluster.Storage.Tests.Postgres;

public sealed class PostgresMigrationTests(PostgresServer server)
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Fact]
    public async Task Apply_EmptyDatabaseThenAgain_DoesAllThenNothing()
    {
        var database = await server.CreateDatabaseAsync(migrated: false);

        var first = await PostgresMigrations.ApplyAsync(database.ConnectionString, Ct);
        var second = await PostgresMigrations.ApplyAsync(database.ConnectionString, Ct);

        Assert.Equal(Migration.All.Select(migration => migration.Name), first);
        Assert.Empty(second);
    }

    [Fact]
    public void All_Numbers_AreOneTwoThree() =>
        Assert.Equal(Enumerable.Range(1, Migration.All.Length), Migration.All.Select(migration => migration.Number));

    [Fact]
    public async Task Apply_SeveralAtOnce_EachMigrationIsDoneOnce()
    {
        var database = await server.CreateDatabaseAsync(migrated: false);

        var applied = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(_ => Task.Run(() => PostgresMigrations.ApplyAsync(database.ConnectionString, Ct)))
        );

        Assert.Equal(
            Migration.All.Select(migration => migration.Name),
            applied.SelectMany(names => names).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Apply_FailsHalfWay_LeavesNothingOfThatMigration()
    {
        var database = await server.CreateDatabaseAsync(migrated: false);
        await database.ExecuteAsync("create schema nascluster; create table nascluster.event (x integer)");

        await Assert.ThrowsAsync<PostgresException>(() => PostgresMigrations.ApplyAsync(database.ConnectionString, Ct));

        Assert.Equal(1, await database.NumberAsync("select count(*) from pg_tables where schemaname = 'nascluster'"));
    }

    [Fact]
    public async Task AnyCall_NewerSchema_IsRefusedNamingBothVersions()
    {
        var database = await server.CreateDatabaseAsync();
        var newer = PostgresMigrations.Version + 1;
        await database.ExecuteAsync($"insert into migration (number, name, checksum) values ({newer}, 'later', '')");
        using var store = new PostgresExperimentStore(database.ConnectionString);
        Func<Task>[] calls =
        [
            () => store.MigrateAsync(Ct),
            () => store.ListAsync(Ct),
            () => store.ClaimAsync("w/0", Ct),
            () => PostgresMigrations.ApplyAsync(database.ConnectionString, Ct),
        ];

        foreach (var call in calls)
        {
            var error = await Assert.ThrowsAsync<SchemaMismatchException>(call);
            Assert.Equal((newer, PostgresMigrations.Version), (error.Found, error.Expected));
        }
    }

    [Fact]
    public async Task AnyCall_OlderSchema_IsRefusedAndNotMigratedByTheStore()
    {
        var database = await server.CreateDatabaseAsync();
        await database.ExecuteAsync("update migration set number = -1 where number = 1");
        using var store = new PostgresExperimentStore(database.ConnectionString);

        await Assert.ThrowsAsync<SchemaMismatchException>(() => store.MigrateAsync(Ct));
        await Assert.ThrowsAsync<SchemaMismatchException>(() => store.ListAsync(Ct));
    }

    [Fact]
    public async Task AnyCall_NeverMigrated_IsRefused()
    {
        var database = await server.CreateDatabaseAsync(migrated: false);
        using var store = new PostgresExperimentStore(database.ConnectionString);

        var error = await Assert.ThrowsAsync<SchemaMismatchException>(() => store.ClaimAsync("worker-1/0", Ct));

        Assert.Equal(StoreSchema.None, error.Found);
    }

    [Fact]
    public async Task Migrate_EmptyDatabase_MakesTheTables()
    {
        var database = await server.CreateDatabaseAsync(migrated: false);
        using var store = new PostgresExperimentStore(database.ConnectionString);

        await store.MigrateAsync(Ct);

        Assert.Empty(await store.ListAsync(Ct));
    }

    [Fact]
    public async Task AnyCall_ChecksumOfAnotherText_IsRefused()
    {
        var database = await server.CreateDatabaseAsync();
        await database.ExecuteAsync("update migration set checksum = 'other' where number = 1");
        using var store = new PostgresExperimentStore(database.ConnectionString);

        await Assert.ThrowsAsync<MigrationChangedException>(() => store.MigrateAsync(Ct));
        await Assert.ThrowsAsync<MigrationChangedException>(() => store.ListAsync(Ct));
        await Assert.ThrowsAsync<MigrationChangedException>(() =>
            PostgresMigrations.ApplyAsync(database.ConnectionString, Ct)
        );
    }

    [Fact]
    public void Checksum_WindowsLineEnds_IsTheSame() =>
        Assert.Equal(
            new Migration(1, "a", "select 1;\nselect 2;").Checksum,
            new Migration(1, "a", "select 1;\r\nselect 2;").Checksum
        );
}
