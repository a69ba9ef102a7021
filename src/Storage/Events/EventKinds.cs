using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;

namespace NasCluster.Storage.Events;

internal static class EventKinds
{
    /// <summary>The event that reports a candidate's move out of Running.</summary>
    public static ExperimentEventKind For(Settlement settlement) =>
        settlement.Next switch
        {
            CandidateState.Completed => ExperimentEventKind.Completed,
            CandidateState.Failed => ExperimentEventKind.Failed,
            CandidateState.Pruned => ExperimentEventKind.Pruned,
            CandidateState.Ready when settlement.Latency is not null => ExperimentEventKind.Measured,
            CandidateState.Ready => ExperimentEventKind.Requeued,
            _ => throw new ArgumentOutOfRangeException(
                nameof(settlement),
                settlement.Next,
                "An attempt cannot end so."
            ),
        };
}
