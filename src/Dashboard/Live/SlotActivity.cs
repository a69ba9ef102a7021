using NasCluster.Domain.Scheduling;

namespace NasCluster.Dashboard.Live;

/// <summary>
/// What slots hold and how busy they were in the last hour. It takes a look at all attempts of that time, so it is read anew
/// after a few seconds at the earliest, once for all who look.
/// </summary>
internal sealed class SlotActivity(ClusterConnection cluster, TimeProvider clock)
{
    private const int PartSeconds = 120;
    private const int Parts = 30;
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(5);
    private readonly Lock _lock = new();
    private Task<SlotWork>? _latest;
    private long _readAt;

    public Task<SlotWork> ReadAsync(CancellationToken ct)
    {
        lock (_lock)
        {
            if (_latest is null or { IsFaulted: true } or { IsCanceled: true } || clock.GetElapsedTime(_readAt) >= Age)
            {
                var from = clock.GetUtcNow().AddSeconds(-PartSeconds * Parts);
                (_readAt, _latest) = (
                    clock.GetTimestamp(),
                    cluster.Client.SlotWorkAsync(new(from, PartSeconds, Parts), CancellationToken.None)
                );
            }

            return _latest.WaitAsync(ct);
        }
    }
}
