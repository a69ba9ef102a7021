using System.Collections.Immutable;
using NasCluster.Contracts;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Scheduling;
using NasCluster.Domain.Training;
using Orleans.Placement;

namespace NasCluster.Grains;

/// <summary>Records under the fence and decides; holds nothing that the store does not have.</summary>
[PreferLocalPlacement]
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

    public async Task<ReportAnswer> ReportAsync(
        AttemptRef attempt,
        EpochReport report,
        CheckpointRef? checkpoint,
        CancellationToken ct = default
    ) => await store.RecordAsync(attempt, report, checkpoint, ct) ? ReportAnswer.Continue : ReportAnswer.LeaseLost;

    public async Task<bool> CompleteAsync(AttemptRef attempt, CandidateMetrics metrics, CancellationToken ct = default)
    {
        var candidate = await store.FindAsync(attempt.Candidate, ct);
        return candidate is not null
            && await SettleAsync(attempt, new(CandidateState.Completed, candidate.Failures) { Metrics = metrics }, ct);
    }

    public async Task<bool> FailAsync(AttemptRef attempt, CandidateFailure failure, CancellationToken ct = default)
    {
        var candidate = await store.FindAsync(attempt.Candidate, ct);
        var experiment = await store.FindAsync(attempt.Candidate.Experiment, ct);
        return candidate is not null
            && experiment is not null
            && await SettleAsync(attempt, RetryPolicy.Settle(candidate, failure, experiment.Spec.Policy.Crashes), ct);
    }

    private async Task<bool> SettleAsync(AttemptRef attempt, Settlement settlement, CancellationToken ct)
    {
        var settled = await store.SettleAsync(attempt, settlement, ct);
        if (settled)
        {
            await GrainFactory.GetGrain<IExperimentGrain>(attempt.Candidate.Experiment).NudgeAsync(ct);
        }

        return settled;
    }
}
