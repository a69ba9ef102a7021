using System.Collections.Immutable;
using NasCluster.Contracts;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Training;

namespace NasCluster.Grains;

/// <summary>Answers for one candidate from the store, and holds nothing that the store does not have.</summary>
internal sealed class CandidateGrain(IExperimentStore store) : Grain, ICandidateGrain
{
    public async Task<CandidateView?> GetAsync(CancellationToken ct = default)
    {
        if (!CandidateId.TryParse(this.GetPrimaryKeyString(), out var id))
        {
            return null;
        }

        var experiment = await store.FindAsync(id.Experiment, ct);
        var candidates = experiment is null ? [] : await store.CandidatesAsync(id.Experiment, ct);
        var candidate = candidates.FirstOrDefault(other => other.Id == id);
        return candidate is null ? null : new ExperimentReport(experiment!, candidates).View(candidate);
    }

    public async Task<TrainedCandidate?> GetTrainedAsync(CancellationToken ct = default) =>
        CandidateId.TryParse(this.GetPrimaryKeyString(), out var id)
        && await store.FindAsync(id, ct) is { } candidate
        && await store.FindAsync(id.Experiment, ct) is { } experiment
            ? new(candidate, experiment, await store.CheckpointAsync(id, ct))
            : null;

    public async Task<ImmutableArray<EpochReport>> GetCurveAsync(CancellationToken ct = default) =>
        CandidateId.TryParse(this.GetPrimaryKeyString(), out var id) ? await store.EpochsAsync(id, ct) : [];
}
