namespace NasCluster.Dashboard.Candidates;

/// <summary>What candidates can be ordered by.</summary>
public enum CandidateSort
{
    Number,
    Accuracy,
    Loss,
    LatencyMs,
    Macs,
    Params,
    Reward,
    StepTimeMs,
    Predicted,
    Attempts,
    State,
    Stage,

    /// <summary>A cost by its name.</summary>
    Cost,
}
