namespace NasCluster.Domain.Supernets;

/// <summary>What of a supernet runs in a step.</summary>
public enum SupernetMode
{
    /// <summary>All branches, as in the papers.</summary>
    Full,

    /// <summary>One branch of every mixed operation, drawn by its weight; gradients of θ go straight through.</summary>
    Sampled,
}
