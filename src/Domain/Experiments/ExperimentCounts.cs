using NasCluster.Domain.Candidates;

namespace NasCluster.Domain.Experiments;

/// <summary>Candidates by what became of them.</summary>
public sealed record ExperimentCounts(int Proposed, int Ready, int Running, int Completed, int Failed, int Pruned)
{
    public static ExperimentCounts Of(CandidateHistory candidates) =>
        new(
            candidates.Length,
            candidates.CountOf(CandidateState.Ready),
            candidates.CountOf(CandidateState.Running),
            candidates.CountOf(CandidateState.Completed),
            candidates.CountOf(CandidateState.Failed),
            candidates.CountOf(CandidateState.Pruned)
        );
}
