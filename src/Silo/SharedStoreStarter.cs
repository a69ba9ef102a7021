using Microsoft.Extensions.Hosting;
using NasCluster.Domain.Ports;

namespace NasCluster.Silo;

/// <summary>
/// Asks a store that several silos share whether it can be worked with, before anything else runs. It changes nothing:
/// tables are for 'nas migrate', and what runs there may be another silo's.
/// </summary>
internal sealed class SharedStoreStarter(IExperimentStore store) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.ListAsync(cancellationToken);
        }
        catch (Exception error) when (StoreRefusal.Is(error))
        {
            throw StoreRefusal.Of(error);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
