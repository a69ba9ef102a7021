using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;

namespace NasCluster.Storage.Events;

internal static class EventKinds
{
    /// <summary>The event that reports a candidate's move out of Running.</summary>
    public static ExperimentEventKind For(CandidateState next) =>
        next switch
        {
            CandidateState.Completed => ExperimentEventKind.Completed,
            CandidateState.Failed => ExperimentEventKind.Failed,
            CandidateState.Pruned => ExperimentEventKind.Pruned,
            CandidateState.Ready => ExperimentEventKind.Requeued,
            _ => throw new ArgumentOutOfRangeException(nameof(next), next, "An attempt cannot end so."),
        };
}
