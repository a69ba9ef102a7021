using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NasCluster.Contracts;
using Orleans.Configuration;
using Orleans.Messaging;
using Orleans.Serialization;

namespace NasCluster.Client;

/// <summary>The Orleans client below a <see cref="NasClient"/>, not yet connected.</summary>
internal static class NasClientHost
{
    // The cluster id of a silo that is alone on its folder.
    public const string AloneId = "embedded";

    /// <summary>
    /// A call that went to a gateway that died meanwhile is repeated after this time. Calls that may take longer say so
    /// themselves; of others the repeated one finds what the first one has read.
    /// </summary>
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(5);

    /// <exception cref="ArgumentException">An option is out of range; the message has all of them.</exception>
    /// <exception cref="NasConnectionException">Nobody serves the store.</exception>
    public static IHost Build(NasClientOptions options)
    {
        if (options.Check() is { Count: > 0 } errors)
        {
            throw new ArgumentException(string.Join(' ', errors), nameof(options));
        }

        return options.Store is { } store
            ? Build(client => client.UseStaticClustering(ServedStore.Find(store)), AloneId, options)
            : Build(options.Gateway!, options);
    }

    public static IHost Build(Action<IClientBuilder> gateways, string clusterId, NasClientOptions options)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.UseOrleansClient(client =>
        {
            gateways(client);
            client.Configure<ClusterOptions>(cluster =>
                (cluster.ServiceId, cluster.ClusterId) = ("nascluster", clusterId)
            );
            client.Configure<ClientMessagingOptions>(messages => messages.ResponseTimeout = AnswerPatience);
            client.Services.AddSerializer(serializer => serializer.AddDomainJson());
            client.UseConnectionRetryFilter(new ConnectRetry(options.ConnectFor, TimeProvider.System));
            var life = new ClientLife();
            client.Services.AddSingleton(life);
            client.AddOutgoingGrainCallFilter(new RetryFilter(options.RetryFor, TimeProvider.System, life));
        });
        return builder.Build();
    }

    private static IHost Build(string gateway, NasClientOptions options)
    {
        var gateways = new Gateways(gateway);
        return Build(
            client => client.Services.AddSingleton<IGatewayListProvider>(gateways),
            options.ClusterId,
            options
        );
    }
}
