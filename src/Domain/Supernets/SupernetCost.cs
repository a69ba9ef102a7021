using System.Collections.Immutable;

namespace NasCluster.Domain.Supernets;

/// <summary>
/// Expected cost of a supernet: linear in the weights of blocks (FBNet, eq. 6), with effective sizes where widths and
/// resolution are open (FBNetV2, §3.3). With one-hot weights it is the cost of the network they choose.
/// </summary>
/// <param name="Terms">Their sum is the cost.</param>
public sealed record SupernetCost(ImmutableArray<CostTerm> Terms)
{
    /// <param name="weights">For every choice the weights of its options, each a sum of 1.</param>
    public double Expected(IReadOnlyList<double[]> weights) => Terms.Sum(term => term.Expected(weights));
}
