namespace NasCluster.Domain.Candidates;

/// <summary>How an attempt ends for its candidate: the next state and what is recorded with it.</summary>
/// <param name="Next">Completed, Failed, Pruned, or Ready for another attempt.</param>
/// <param name="Failures">The counts after this attempt.</param>
public sealed record Settlement(CandidateState Next, FailureCounts Failures)
{
    public CandidateMetrics? Metrics { get; init; }

    public CandidateFailure? Failure { get; init; }
}
