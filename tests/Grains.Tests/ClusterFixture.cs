using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using NasCluster.Client;
using NasCluster.Contracts;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Latency;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Training;
using NasCluster.Storage;
using Orleans.Serialization;
using Orleans.TestingHost;

namespace NasCluster.Grains.Tests;

/// <summary>Two silos in this process over one SQLite store in a temporary folder.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nas-grains-").FullName;
    private InProcessTestCluster? _cluster;
    private IExperimentStore? _interposed;

    public IExperimentStore Store { get; private set; } = null!;

    /// <summary>What the grains see: the same store, with a place to act in between.</summary>
    public InterposedStore Interposed => (InterposedStore)(object)_interposed!;

    /// <summary>The silos'; the store has the system's.</summary>
    public ShiftedClock Clock { get; } = new();

    public NasClient Client { get; private set; } = null!;

    public IGrainFactory Grains => _cluster!.Client;

    /// <summary>As somebody does who writes into the database by hand.</summary>
    public void Edit(string sql)
    {
        using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(_folder, "test.db")};Default Timeout=30"
        );
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public async ValueTask InitializeAsync()
    {
        Store = new SqliteExperimentStore(Path.Combine(_folder, "test.db"), TimeProvider.System);
        await Store.MigrateAsync(CancellationToken.None);
        _interposed = InterposedStore.Around(Store);
        var builder = new InProcessTestClusterBuilder(initialSilosCount: 2);
        builder.ConfigureSilo(
            (_, silo) =>
            {
                silo.Services.AddSingleton(_interposed!);
                silo.Services.AddSingleton<ExperimentReports>();
                silo.Services.AddSingleton<CandidateLogFinder>();
                silo.Services.AddSingleton<LayerTimesFinder>();
                silo.Services.AddSingleton<ICandidateLogs, NoLogs>();
                silo.Services.AddSingleton<ILayerMeter, MadeLayers>();
                silo.Services.AddSingleton<IDashboardStore>(
                    new SqliteDashboardStore(Path.Combine(_folder, "test.db"), TimeProvider.System)
                );
                silo.Services.AddSingleton<ILatencyTableStore>(
                    new SqliteLatencyTableStore(Path.Combine(_folder, "test.db"), TimeProvider.System)
                );
                silo.Services.AddSingleton<IDatasetCatalog, MadeDatasets>();
                silo.Services.AddSingleton<TimeProvider>(Clock);
                silo.Services.AddSerializer(serializer => serializer.AddDomainJson());
            }
        );
        builder.ConfigureClient(client => client.Services.AddSerializer(serializer => serializer.AddDomainJson()));
        _cluster = builder.Build();
        await _cluster.DeployAsync();
        Client = new(_cluster.Client);
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster!.DisposeAsync();
        (Store as IDisposable)?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private sealed class NoLogs : ICandidateLogs
    {
        public Task<ImmutableArray<AttemptLog>> ReadAsync(CandidateId candidate, CancellationToken ct) =>
            Task.FromResult(ImmutableArray<AttemptLog>.Empty);
    }

    /// <summary>One layer of 1 ms, on whatever device is asked for but "broken".</summary>
    private sealed class MadeLayers : ILayerMeter
    {
        public Task<LayerTimes> MeasureAsync(LayerTimesRequest request, string? device, CancellationToken ct) =>
            device == "broken"
                ? throw new LayerTimesException("It is broken.")
                : Task.FromResult(new LayerTimes(device ?? "any", "made", 1, [new(request.Decoder!, 1)]));
    }

    private sealed class MadeDatasets : IDatasetCatalog
    {
        public Task<DatasetDescription> DescribeAsync(string name, CancellationToken ct) =>
            name == "made"
                ? Task.FromResult(Made.Dataset)
                : throw new DatasetException($"data.missing: there is no data set '{name}'; there is made.");
    }
}
