namespace NasCluster.Domain.Candidates;

/// <summary>What becomes of a candidate whose attempt failed: budgets apart by cause.</summary>
public static class RetryPolicy
{
    private const int OutOfMemoryRetries = 1;

    /// <param name="candidate">The candidate as it was before this failure.</param>
    /// <param name="failure">The failure of its current attempt.</param>
    /// <param name="crashBudget">Crashes after which it is given up; at least 1.</param>
    public static Settlement Settle(Candidate candidate, CandidateFailure failure, int crashBudget)
    {
        var counts = Charge(candidate.Failures, failure.Kind);
        var next = failure.Kind switch
        {
            FailureKind.Infrastructure or FailureKind.DatasetChanged => CandidateState.Ready,
            FailureKind.OutOfMemory when counts.OutOfMemory <= OutOfMemoryRetries => CandidateState.Ready,
            FailureKind.Crash or FailureKind.Timeout or FailureKind.Protocol when counts.Crashes < crashBudget =>
                CandidateState.Ready,
            FailureKind.Infeasible or FailureKind.Stopped => CandidateState.Pruned,
            _ => CandidateState.Failed,
        };
        return new(next, counts) { Failure = failure };
    }

    private static FailureCounts Charge(FailureCounts counts, FailureKind kind) =>
        kind switch
        {
            FailureKind.Infrastructure => counts with { Infrastructure = counts.Infrastructure + 1 },
            FailureKind.OutOfMemory => counts with { OutOfMemory = counts.OutOfMemory + 1 },
            FailureKind.Crash or FailureKind.Timeout or FailureKind.Protocol => counts with
            {
                Crashes = counts.Crashes + 1,
            },
            _ => counts,
        };
}
