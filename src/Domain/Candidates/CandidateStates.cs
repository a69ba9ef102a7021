namespace NasCluster.Domain.Candidates;

public static class CandidateStates
{
    extension(CandidateState state)
    {
        public bool IsFinal => state is CandidateState.Completed or CandidateState.Failed or CandidateState.Pruned;
    }
}
