using System.Collections.Immutable;
using NasCluster.Contracts;
using NasCluster.Domain.Scheduling;

namespace NasCluster.Grains;

/// <summary>
/// Remembers who reported lately, in memory: workers report every 5 s, so a new activation knows all of them soon. What
/// they work on is in the store; this is only for people.
/// </summary>
internal sealed class WorkerIndexGrain(TimeProvider clock) : Grain, IWorkerIndexGrain
{
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(20);
    private readonly Dictionary<string, (WorkerStatus Status, long At)> _workers = new(StringComparer.Ordinal);

    public Task NoteAsync(WorkerStatus status, CancellationToken ct = default)
    {
        if (status.Leaving)
        {
            _workers.Remove(status.Name);
        }
        else
        {
            _workers[status.Name] = (status, clock.GetTimestamp());
        }

        return Task.CompletedTask;
    }

    public Task<ImmutableArray<WorkerStatus>> ListAsync(CancellationToken ct = default)
    {
        foreach (var (name, worker) in _workers)
        {
            if (clock.GetElapsedTime(worker.At) > Memory)
            {
                _workers.Remove(name);
            }
        }

        return Task.FromResult<ImmutableArray<WorkerStatus>>([
            .. _workers.Values.Select(worker => worker.Status).OrderBy(status => status.Name, StringComparer.Ordinal),
        ]);
    }
}
