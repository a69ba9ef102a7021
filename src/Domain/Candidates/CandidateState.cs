namespace NasCluster.Domain.Candidates;

public enum CandidateState
{
    /// <summary>Waits for a slot.</summary>
    Ready,
    Running,
    Completed,
    Failed,

    /// <summary>Stopped on purpose: a pruner, a hard limit found by measuring, or a cancelled experiment.</summary>
    Pruned,
}
