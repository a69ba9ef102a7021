using Microsoft.Data.Sqlite;
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

    protected override async Task ExecuteAsync(string sql)
    {
        var path = Path.Combine(_folder.FullName, "test.db");
        await using var connection = new SqliteConnection($"Data Source={path};Foreign Keys=False;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
