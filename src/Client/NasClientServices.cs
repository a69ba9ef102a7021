using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace NasCluster.Client;

/// <summary>The SDK in a service collection.</summary>
public static class NasClientServices
{
    /// <summary>
    /// Adds a <see cref="NasClient"/> for the whole application, which connects when the application starts and closes with
    /// it. Where there is no host, <see cref="NasClient.StartAsync"/> connects it.
    /// </summary>
    /// <param name="services">The collection.</param>
    /// <param name="configure">Says which cluster; see <see cref="NasClientOptions"/>.</param>
    /// <returns>The same collection.</returns>
    public static IServiceCollection AddNasClient(this IServiceCollection services, Action<NasClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.TryAddSingleton(_ =>
        {
            var options = new NasClientOptions();
            configure(options);
            return NasClient.Create(options);
        });
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, NasClientStarter>());
        return services;
    }
}
