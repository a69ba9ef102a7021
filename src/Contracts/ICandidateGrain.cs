using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Scheduling;
using NasCluster.Domain.Training;

namespace NasCluster.Contracts;

/// <summary>One architecture with its recipe; the key is the candidate's id. The live door to its training.</summary>
[Alias("NasCluster.ICandidateGrain")]
public interface ICandidateGrain : IGrainWithStringKey
{
    /// <summary>Null where there is no such candidate.</summary>
    [Alias("Get")]
    Task<CandidateView?> GetAsync(CancellationToken ct = default);

    /// <summary>The candidate, its experiment and its last checkpoint; null where there is no such candidate.</summary>
    [Alias("GetTrained")]
    Task<TrainedCandidate?> GetTrainedAsync(CancellationToken ct = default);

    /// <summary>Its epochs in order.</summary>
    [Alias("GetCurve")]
    Task<ImmutableArray<EpochReport>> GetCurveAsync(CancellationToken ct = default);

    /// <summary>Records an epoch. The answer says whether the slot goes on.</summary>
    [Alias("Report")]
    Task<ReportAnswer> ReportAsync(
        AttemptRef attempt,
        EpochReport report,
        CheckpointRef? checkpoint,
        CancellationToken ct = default
    );

    /// <summary>Records the result. False where the attempt is no longer the current one.</summary>
    [Alias("Complete")]
    Task<bool> CompleteAsync(AttemptRef attempt, CandidateMetrics metrics, CancellationToken ct = default);

    /// <summary>Ends the attempt without a result; the retry policy decides what becomes of the candidate.</summary>
    [Alias("Fail")]
    Task<bool> FailAsync(AttemptRef attempt, CandidateFailure failure, CancellationToken ct = default);
}
