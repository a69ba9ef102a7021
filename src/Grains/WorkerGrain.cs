using NasCluster.Contracts;
using NasCluster.Domain.Scheduling;
using Orleans.Placement;

namespace NasCluster.Grains;

/// <summary>Keeps a worker's last word in memory; a worker repeats it, so nothing is lost with an activation.</summary>
[PreferLocalPlacement]
internal sealed class WorkerGrain : Grain, IWorkerGrain
{
    private WorkerStatus? _status;

    public Task ReportAsync(WorkerStatus status, CancellationToken ct = default)
    {
        _status = status;
        return GrainFactory.GetGrain<IWorkerIndexGrain>(0).NoteAsync(status, ct);
    }

    public Task<WorkerStatus?> GetAsync(CancellationToken ct = default) => Task.FromResult(_status);
}
