using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NasCluster.Contracts;
using NasCluster.Domain.Ports;
using NasCluster.Grains;
using NasCluster.Silo.Slots;
using NasCluster.Silo.Telemetry;
using NasCluster.Silo.Trainers;
using NasCluster.Storage;
using Orleans.Configuration;
using Orleans.Serialization;

namespace NasCluster.Silo;

/// <summary>What every silo is made of, whichever program hosts it.</summary>
internal static class SiloParts
{
    public const string ServiceId = "nascluster";

    /// <summary>Cluster id of a silo that is alone on its data folder.</summary>
    public const string AloneClusterId = "embedded";

    private const string DatabaseFile = "nascluster.db";

    public static void AddSilo(
        this IHostApplicationBuilder builder,
        Action<SiloOptions> configure,
        SiloOptions options,
        SiloEndpoint endpoint
    )
    {
        var services = builder.Services;
        services.AddOptions<SiloOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SiloOptions>, SiloOptionsValidator>());
        services.Configure<HostOptions>(host =>
            host.ShutdownTimeout = TimeSpan.FromSeconds(20) + options.DrainPatience
        );
        AddStores(services);
        services.AddSingleton<IHostedService>(CreateStarter);
        services.AddHostedService<ClockCheck>();
        builder.UseOrleans(silo => Configure(silo, options, endpoint));
        services.AddHostedService(provider => provider.GetRequiredService<LeaseKeeper>());
        if (options.Role != SiloRole.Control)
        {
            services.AddHostedService<SlotSupervisor>();
        }

        if (options is { Role: not SiloRole.Control, CheckpointBudget: > 0 })
        {
            services.AddHostedService<CheckpointCollector>();
        }

        if (options is { Role: not SiloRole.Control, LogBudget: > 0 })
        {
            services.AddHostedService<LogCollector>();
        }

        if (options.Role != SiloRole.Worker)
        {
            services.AddHostedService<ExperimentScanner>();
        }
    }

    private static void AddStores(IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(CreateStore);
        services.AddSingleton(CreateLatencyStore);
        services.AddSingleton(CreateDashboardStore);
        services.AddSingleton<ExperimentReports>();
        services.AddSingleton<CandidateLogFinder>();
        services.AddSingleton<IDatasetCatalog, TrainerDatasetCatalog>();
        services.AddSingleton<ICheckpointFiles, CheckpointFiles>();
        services.AddSingleton<ICandidateLogs, CandidateLogs>();
        services.AddSingleton<IModelExporter, ModelExporter>();
        services.AddSingleton<ILayerMeter, LayerMeter>();
        services.AddSingleton<LayerTimesFinder>();
        services.AddMetrics();
        services.AddSingleton<SlotMeter>();
        services.AddSingleton<LeaseKeeper>();
        services.AddSingleton<WorkerFault>();
    }

    private static IExperimentStore CreateStore(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<SiloOptions>>().Value;
        return options.Postgres is { } connection
            ? new PostgresExperimentStore(connection)
            : new SqliteExperimentStore(DatabaseOf(options), services.GetRequiredService<TimeProvider>());
    }

    private static ILatencyTableStore CreateLatencyStore(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<SiloOptions>>().Value;
        return options.Postgres is { } connection
            ? new PostgresLatencyTableStore(connection)
            : new SqliteLatencyTableStore(DatabaseOf(options), services.GetRequiredService<TimeProvider>());
    }

    private static IDashboardStore CreateDashboardStore(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<SiloOptions>>().Value;
        return options.Postgres is { } connection
            ? new PostgresDashboardStore(connection)
            : new SqliteDashboardStore(DatabaseOf(options), services.GetRequiredService<TimeProvider>());
    }

    private static string DatabaseOf(SiloOptions options) => Path.Combine(options.DataFolder, DatabaseFile);

    private static IHostedService CreateStarter(IServiceProvider services)
    {
        var store = services.GetRequiredService<IExperimentStore>();
        var options = services.GetRequiredService<IOptions<SiloOptions>>().Value;
        return options.Postgres is null
            ? new EmbeddedStoreStarter(store, options.PauseInterrupted)
            : new SharedStoreStarter(store);
    }

    private static void Configure(ISiloBuilder silo, SiloOptions options, SiloEndpoint endpoint)
    {
        if (options is { Postgres: { } connection, ClusterId: { } cluster })
        {
            silo.UsePostgresCluster(connection, cluster, endpoint);
        }
        else
        {
            silo.UseLocalhostClustering(
                endpoint.SiloPort,
                endpoint.GatewayPort,
                serviceId: ServiceId,
                clusterId: AloneClusterId
            );
        }

        silo.Services.AddSerializer(serializer => serializer.AddDomainJson());
        silo.Configure<GrainCollectionOptions>(collection => collection.CollectionAge = TimeSpan.FromMinutes(5));
        if (options.Role == SiloRole.Worker)
        {
            silo.OfferOnlyWorkers();
        }
    }
}
