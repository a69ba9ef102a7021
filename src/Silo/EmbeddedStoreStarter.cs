using Microsoft.Extensions.Hosting;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ports;

namespace NasCluster.Silo;

/// <summary>
/// Opens the store before anything else runs. A silo that one command hosts is alone on its folder, so an experiment that
/// is still running was cut off: it is paused, and goes on only when it is asked to. One that serves goes on by itself.
/// </summary>
internal sealed class EmbeddedStoreStarter(IExperimentStore store, bool pauseInterrupted) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await MigrateAsync(cancellationToken);
        if (!pauseInterrupted)
        {
            return;
        }

        foreach (var experiment in await store.ListAsync(cancellationToken))
        {
            if (experiment.State == ExperimentState.Running)
            {
                await store.ChangeStateAsync(
                    experiment.Id,
                    experiment.Version,
                    ExperimentState.Paused,
                    "interrupted",
                    cancellationToken
                );
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task MigrateAsync(CancellationToken ct)
    {
        try
        {
            await store.MigrateAsync(ct);
        }
        catch (Exception e) when (StoreRefusal.Is(e))
        {
            throw StoreRefusal.Of(e);
        }
    }
}
