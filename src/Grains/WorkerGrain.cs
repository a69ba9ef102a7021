using NasCluster.Contracts;
using NasCluster.Domain.Scheduling;

namespace NasCluster.Grains;

/// <summary>Keeps a worker's last word in memory; a worker repeats it, so nothing is lost with an activation.</summary>
internal sealed class WorkerGrain : Grain, IWorkerGrain
{
    private WorkerStatus? _status;

    public Task ReportAsync(WorkerStatus status, CancellationToken ct = default)
    {
        _status = status;
        return Task.CompletedTask;
    }

    public Task<WorkerStatus?> GetAsync(CancellationToken ct = default) => Task.FromResult(_status);
}
