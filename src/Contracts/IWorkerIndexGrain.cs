using System.Collections.Immutable;
using NasCluster.Domain.Scheduling;
using Orleans.Concurrency;

namespace NasCluster.Contracts;

/// <summary>All workers of the cluster; key 0.</summary>
[Alias("NasCluster.IWorkerIndexGrain")]
public interface IWorkerIndexGrain : IGrainWithIntegerKey
{
    [OneWay]
    [Alias("Note")]
    Task NoteAsync(WorkerStatus status, CancellationToken ct = default);

    /// <summary>Workers heard of in the last 20 s, by name.</summary>
    [Alias("List")]
    Task<ImmutableArray<WorkerStatus>> ListAsync(CancellationToken ct = default);
}
