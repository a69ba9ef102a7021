namespace NasCluster.Domain.Candidates;

/// <summary>How an attempt ends for its candidate: the next state and what is recorded with it.</summary>
/// <param name="Next">Completed, Failed, Pruned, or Ready for another attempt.</param>
/// <param name="Failures">The counts after this attempt.</param>
public sealed record Settlement(CandidateState Next, FailureCounts Failures)
{
    public CandidateMetrics? Metrics { get; init; }

    public CandidateFailure? Failure { get; init; }

    /// <summary>The attempt's last epoch, recorded with its end in one step; null where it was recorded before.</summary>
    public LastEpoch? Last { get; init; }

    /// <summary>The candidate is ready for its training: this was measured. Null for every other end.</summary>
    public MeasuredLatency? Latency { get; init; }

    /// <summary>With <see cref="Latency"/>: the device the training needs; null for any.</summary>
    public string? Device { get; init; }
}
