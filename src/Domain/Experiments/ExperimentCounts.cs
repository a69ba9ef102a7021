using NasCluster.Domain.Candidates;

namespace NasCluster.Domain.Experiments;

/// <summary>Candidates by what became of them.</summary>
public sealed record ExperimentCounts(int Proposed, int Ready, int Running, int Completed, int Failed, int Pruned)
{
    public static ExperimentCounts Of(IReadOnlyCollection<Candidate> candidates)
    {
        return new(
            candidates.Count,
            In(CandidateState.Ready),
            In(CandidateState.Running),
            In(CandidateState.Completed),
            In(CandidateState.Failed),
            In(CandidateState.Pruned)
        );

        int In(CandidateState state) => candidates.Count(candidate => candidate.State == state);
    }
}
