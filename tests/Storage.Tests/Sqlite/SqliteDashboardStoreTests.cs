using NasCluster.Domain.Ports;
using NasCluster.Storage.Tests.Conformance;

namespace NasCluster.Storage.Tests.Sqlite;

public sealed class SqliteDashboardStoreTests : DashboardStoreConformance, IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nas-dashboard-");
    private SqliteDashboardStore? _store;

    protected override IDashboardStore Store => _store!;

    public async ValueTask InitializeAsync()
    {
        var path = Path.Combine(_folder.FullName, "test.db");
        using var experiments = new SqliteExperimentStore(path, TimeProvider.System);
        await experiments.MigrateAsync(TestContext.Current.CancellationToken);
        _store = new(path, TimeProvider.System);
    }

    public ValueTask DisposeAsync()
    {
        _store?.Dispose();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
