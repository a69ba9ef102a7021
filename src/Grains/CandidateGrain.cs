using System.Collections.Immutable;
using NasCluster.Contracts;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Latency;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Training;

namespace NasCluster.Grains;

/// <summary>Answers for one candidate from the store, and holds nothing that the store does not have.</summary>
internal sealed class CandidateGrain(
    IExperimentStore store,
    ExperimentReports reports,
    CandidateLogFinder logs,
    LayerTimesFinder layers
) : Grain, ICandidateGrain
{
    private LayerTimesAnswer? _layers;

    public async Task<CandidateView?> GetAsync(CancellationToken ct = default) =>
        CandidateId.TryParse(this.GetPrimaryKeyString(), out var id)
        && await reports.FindAsync(id.Experiment, ct) is { } report
        && id.Number <= report.History.Length
            ? report.View(report.History[id.Number - 1])
            : null;

    public async Task<TrainedCandidate?> GetTrainedAsync(CancellationToken ct = default) =>
        CandidateId.TryParse(this.GetPrimaryKeyString(), out var id)
        && await store.FindAsync(id, ct) is { } candidate
        && await store.FindAsync(id.Experiment, ct) is { } experiment
            ? new(candidate, experiment, await store.CheckpointAsync(id, ct))
            : null;

    public async Task<ImmutableArray<EpochReport>> GetCurveAsync(CancellationToken ct = default) =>
        CandidateId.TryParse(this.GetPrimaryKeyString(), out var id) ? await store.EpochsAsync(id, ct) : [];

    public async Task<ImmutableArray<AttemptLog>> GetLogsAsync(CancellationToken ct = default) =>
        CandidateId.TryParse(this.GetPrimaryKeyString(), out var id) && await store.FindAsync(id, ct) is not null
            ? await logs.FindAsync(id, ct)
            : [];

    public async Task<LayerTimesAnswer?> MeasureLayersAsync(CancellationToken ct = default)
    {
        if (await GetTrainedAsync(ct) is not { } trained)
        {
            return null;
        }

        var answer = _layers ?? await layers.MeasureAsync(trained, ct);
        // A failure is not kept: a worker with the device may come.
        _layers = answer.Times is null ? null : answer;
        return answer;
    }
}
