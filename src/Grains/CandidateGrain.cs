using System.Collections.Immutable;
using NasCluster.Contracts;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Training;

namespace NasCluster.Grains;

/// <summary>Answers for one candidate from the store, and holds nothing that the store does not have.</summary>
internal sealed class CandidateGrain(IExperimentStore store, ExperimentReports reports, CandidateLogFinder logs)
    : Grain,
        ICandidateGrain
{
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
}
