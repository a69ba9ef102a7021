using System.Collections.Immutable;
using NasCluster.Contracts;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Latency;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Scheduling;
using NasCluster.Domain.Training;
using Orleans.Placement;

namespace NasCluster.Grains;

/// <summary>
/// Keeps a worker's last word in memory; a worker repeats it, so nothing is lost with an activation. It is on the worker's own
/// silo, because that asks for it first, and can read its disk.
/// </summary>
[PreferLocalPlacement]
internal sealed class WorkerGrain(ICandidateLogs logs, ILayerMeter layers) : Grain, IWorkerGrain
{
    private WorkerStatus? _status;
    private bool _drained;

    public Task ReportAsync(WorkerStatus status, CancellationToken ct = default)
    {
        _status = status;
        return GrainFactory.GetGrain<IWorkerIndexGrain>(0).NoteAsync(status, ct);
    }

    public Task DrainAsync(bool drained, CancellationToken ct = default)
    {
        _drained = drained;
        return Task.CompletedTask;
    }

    public Task<bool> IsDrainedAsync(CancellationToken ct = default) => Task.FromResult(_drained);

    public Task<ImmutableArray<AttemptLog>> LogsAsync(CandidateId candidate, CancellationToken ct = default) =>
        logs.ReadAsync(candidate, ct);

    public async Task<LayerTimesAnswer> MeasureLayersAsync(
        LayerTimesRequest request,
        string? device,
        CancellationToken ct = default
    )
    {
        try
        {
            return new(await layers.MeasureAsync(request, device, ct));
        }
        catch (LayerTimesException e)
        {
            return new(Problem: e.Message);
        }
    }

    public Task<WorkerStatus?> GetAsync(CancellationToken ct = default) => Task.FromResult(_status);
}
