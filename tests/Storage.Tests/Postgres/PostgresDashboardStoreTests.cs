using NasCluster.Domain.Ports;
using NasCluster.Storage.Tests.Conformance;

namespace NasCluster.Storage.Tests.Postgres;

public sealed class PostgresDashboardStoreTests(PostgresServer server) : DashboardStoreConformance, IAsyncLifetime
{
    private PostgresDatabase? _database;
    private PostgresDashboardStore? _store;

    protected override IDashboardStore Store => _store!;

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync();
        _store = new(_database.ConnectionString);
    }

    public ValueTask DisposeAsync()
    {
        _store?.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override Task ExecuteAsync(string sql) =>
        _database!.ExecuteAsync($"set session_replication_role = replica; {sql}");
}
