using NasCluster.Domain.Ports;
using NasCluster.Storage.Tests.Conformance;

namespace NasCluster.Storage.Tests.Postgres;

public sealed class PostgresLatencyTableStoreTests(PostgresServer server) : LatencyTableStoreConformance, IAsyncLifetime
{
    private PostgresLatencyTableStore? _store;

    protected override ILatencyTableStore Store => _store!;

    public async ValueTask InitializeAsync() => _store = new((await server.CreateDatabaseAsync()).ConnectionString);

    public ValueTask DisposeAsync()
    {
        _store?.Dispose();
        return ValueTask.CompletedTask;
    }
}
