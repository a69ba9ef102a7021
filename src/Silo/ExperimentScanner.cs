using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NasCluster.Contracts;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ports;

namespace NasCluster.Silo;

/// <summary>
/// The safety net: takes back leases that ran out and wakes every running experiment now and then. Any silo may do it,
/// any number of times.
/// </summary>
internal sealed partial class ExperimentScanner(
    IExperimentStore store,
    IGrainFactory grains,
    TimeProvider clock,
    ILogger<ExperimentScanner> logger
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(Interval, clock);
            do
            {
                await ScanAsync(stoppingToken);
            } while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The silo stops.
        }
    }

    private async Task ScanAsync(CancellationToken ct)
    {
        try
        {
            foreach (var candidate in await store.ExpireAsync(ct))
            {
                LogExpired(candidate.ToString());
            }

            foreach (var experiment in await store.ListAsync(ct))
            {
                if (experiment.State == ExperimentState.Running)
                {
                    await grains.GetGrain<IExperimentGrain>(experiment.Id).NudgeAsync(ct);
                }
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogScanFailed(e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The lease of {Candidate} ran out; it waits for another slot.")]
    private partial void LogExpired(string candidate);

    [LoggerMessage(LogLevel.Error, "The scan failed; it will be tried again.")]
    private partial void LogScanFailed(Exception exception);
}
