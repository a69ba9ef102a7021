namespace NasCluster.Domain.Search;

/// <summary>What is known of a configuration before it is trained.</summary>
public enum Verdict
{
    Feasible,

    /// <summary>Beyond a hard limit.</summary>
    OverLimit,

    /// <summary>The network or the recipe cannot be built.</summary>
    Invalid,
}
