namespace NasCluster.Domain.Experiments;

public enum EarlyStopRule
{
    /// <summary>Its best so far is below the median of the others at the same epoch (Vizier, Golovin et al. 2017, §3.2.2).</summary>
    Median,

    /// <summary>It is not among the best of a rung: asynchronous successive halving (Li et al. 2020), by stopping.</summary>
    Halving,

    /// <summary>Not one by one: from the first batch on all end at the epoch that ranks it as the last one does (FBNetV3 §3.3).</summary>
    Rank,
}
