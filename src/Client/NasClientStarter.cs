using Microsoft.Extensions.Hosting;

namespace NasCluster.Client;

/// <summary>Connects the client of the service collection when the application starts.</summary>
internal sealed class NasClientStarter(NasClient client) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => client.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
