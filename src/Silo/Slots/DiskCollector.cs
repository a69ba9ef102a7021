using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace NasCluster.Silo.Slots;

/// <summary>Keeps something on this silo's disk within its budget, once a minute.</summary>
internal abstract partial class DiskCollector(TimeProvider clock, ILogger logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>Deletes what is beyond the budget.</summary>
    /// <returns>Bytes that are left.</returns>
    internal abstract Task<long> CollectAsync(CancellationToken ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(Interval, clock);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryCollectAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The silo stops.
        }
    }

    private async Task TryCollectAsync(CancellationToken ct)
    {
        try
        {
            await CollectAsync(ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The disk could not be kept within its budget; it will be tried again.")]
    private partial void LogFailed(Exception exception);
}
