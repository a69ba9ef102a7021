using NasCluster.Domain.Ports;
using NasCluster.Storage.Tests.Conformance;

namespace NasCluster.Storage.Tests.Postgres;

public sealed class PostgresDashboardStoreTests(PostgresServer server) : DashboardStoreConformance, IAsyncLifetime
{
    private PostgresDashboardStore? _store;

    protected override IDashboardStore Store => _store!;

    public async ValueTask InitializeAsync() => _store = new((await server.CreateDatabaseAsync()).ConnectionString);

    public ValueTask DisposeAsync()
    {
        _store?.Dispose();
        return ValueTask.CompletedTask;
    }
}
