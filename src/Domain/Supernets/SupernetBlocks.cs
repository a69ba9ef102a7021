using System.Collections.Immutable;
using NasCluster.Domain.Latency;

namespace NasCluster.Domain.Supernets;

/// <summary>The blocks of a supernet as a latency table knows them: what always runs, and one block for each option.</summary>
/// <param name="Fixed">Stem and head.</param>
/// <param name="Options">For every choice and option its block, or null for the identity, which takes no time.</param>
public sealed record SupernetBlocks(
    ImmutableArray<NetworkBlock> Fixed,
    ImmutableArray<ImmutableArray<NetworkBlock?>> Options
)
{
    /// <summary>Every block once.</summary>
    public ImmutableArray<NetworkBlock> Distinct =>
        [.. Fixed.Concat(Options.SelectMany(options => options.OfType<NetworkBlock>())).DistinctBy(block => block.Key)];

    /// <summary>Expected latency (FBNet, eq. 6): linear in the weights, and the table's sum where they are one-hot.</summary>
    /// <param name="timeOf">Time of a block in microseconds.</param>
    public SupernetCost Latency(Func<BlockKey, double> timeOf) =>
        new([
            new(Fixed.Sum(block => timeOf(block.Key)), null, 0, []),
            .. Options.SelectMany(
                (options, choice) =>
                    options.Select(
                        (block, option) => new CostTerm(block is null ? 0 : timeOf(block.Key), choice, option, [])
                    )
            ),
        ]);
}
