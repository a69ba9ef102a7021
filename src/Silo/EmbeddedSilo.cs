using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NasCluster.Contracts;
using NasCluster.Domain.Ports;
using NasCluster.Silo.Slots;
using NasCluster.Silo.Trainers;
using NasCluster.Storage;
using Orleans.Configuration;
using Orleans.Serialization;

namespace NasCluster.Silo;

/// <summary>One silo with all roles in this process: localhost clustering, SQLite in the data folder or PostgreSQL, slots as children.</summary>
public static class EmbeddedSilo
{
    internal const string ServiceId = "nascluster";

    private const string DatabaseFile = "nascluster.db";

    /// <summary>Builds the host; the caller starts and disposes it, and holds the folder's lock as long.</summary>
    /// <exception cref="OptionsValidationException">An option is out of range (thrown at start).</exception>
    public static IHost Build(Action<SiloOptions> configure, FolderLock folder, Action<ILoggingBuilder>? logging = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        logging?.Invoke(builder.Logging);
        builder.Services.AddOptions<SiloOptions>().Configure(configure).ValidateOnStart();
        builder.Services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<SiloOptions>, SiloOptionsValidator>()
        );
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));
        AddParts(builder.Services);
        builder.Services.AddSingleton<IHostedService>(CreateStarter);
        builder.Services.AddHostedService<ClockCheck>();
        AddOrleans(builder, folder, configure);
        builder.Services.AddHostedService(services => services.GetRequiredService<LeaseKeeper>());
        builder.Services.AddHostedService<SlotSupervisor>();
        builder.Services.AddHostedService<ExperimentScanner>();
        return builder.Build();
    }

    private static void AddParts(IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(CreateStore);
        services.AddSingleton(CreateLatencyStore);
        services.AddSingleton<IDatasetCatalog, TrainerDatasetCatalog>();
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

    private static string DatabaseOf(SiloOptions options) => Path.Combine(options.DataFolder, DatabaseFile);

    private static IHostedService CreateStarter(IServiceProvider services)
    {
        var store = services.GetRequiredService<IExperimentStore>();
        return services.GetRequiredService<IOptions<SiloOptions>>().Value.Postgres is null
            ? new EmbeddedStoreStarter(store)
            : new SharedStoreStarter(store);
    }

    private static void AddOrleans(HostApplicationBuilder builder, FolderLock folder, Action<SiloOptions> configure)
    {
        var options = new SiloOptions();
        configure(options);
        var ports = FreePorts();
        folder.Publish(new(Environment.ProcessId, ports.Gateway));
        builder.UseOrleans(silo =>
        {
            if (options is { Postgres: { } connection, ClusterId: { } cluster })
            {
                silo.UsePostgresCluster(connection, cluster, ports.Silo, ports.Gateway);
            }
            else
            {
                silo.UseLocalhostClustering(ports.Silo, ports.Gateway, serviceId: ServiceId, clusterId: "embedded");
            }

            silo.Services.AddSerializer(serializer => serializer.AddDomainJson());
            silo.Configure<GrainCollectionOptions>(collection => collection.CollectionAge = TimeSpan.FromMinutes(5));
        });
    }

    private static (int Silo, int Gateway) FreePorts()
    {
        using var first = new TcpListener(IPAddress.Loopback, 0);
        using var second = new TcpListener(IPAddress.Loopback, 0);
        first.Start();
        second.Start();
        return (((IPEndPoint)first.LocalEndpoint).Port, ((IPEndPoint)second.LocalEndpoint).Port);
    }
}
