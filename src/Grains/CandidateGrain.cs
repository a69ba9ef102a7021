using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
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
internal sealed partial class CandidateGrain(IExperimentStore store, ILogger<CandidateGrain> logger)
    : Grain,
        ICandidateGrain
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
    )
    {
        if (await store.RecordAsync(attempt, report, checkpoint, ct))
        {
            return ReportAnswer.Continue;
        }

        LogRefused(attempt.Candidate.ToString(), attempt.Number, attempt.Owner);
        return ReportAnswer.LeaseLost;
    }

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
        CrashPoint.Reach(CrashPoint.Settled);
        if (settled)
        {
            await GrainFactory.GetGrain<IExperimentGrain>(attempt.Candidate.Experiment).NudgeAsync(ct);
        }
        else
        {
            LogRefused(attempt.Candidate.ToString(), attempt.Number, attempt.Owner);
        }

        return settled;
    }

    [LoggerMessage(
        LogLevel.Warning,
        "A write of {Candidate}, attempt {Attempt} by {Owner}, was refused: it is not current."
    )]
    private partial void LogRefused(string candidate, int attempt, string owner);
}
