using System.Collections.Immutable;
using NasCluster.Domain.Costs;
using NasCluster.Domain.Latency;

namespace NasCluster.Domain.Supernets;

/// <summary>A block of a supernet as a latency table knows it.</summary>
/// <remarks>
/// Where widths or sides are open there is no one block to time. Its time is then taken to be linear in its
/// multiply–accumulates between the smallest and the largest it can be, which are both timed: exact at the ends.
/// </remarks>
/// <param name="Choice">The choice whose option runs it, or null: it always runs.</param>
/// <param name="Option">The option.</param>
/// <param name="Smallest">With the smallest of all sizes.</param>
/// <param name="Largest">With the largest; the same where no size is open.</param>
/// <param name="Macs">Its expected multiply–accumulates; empty where no size is open.</param>
public sealed record TimedBlock(
    int? Choice,
    int Option,
    NetworkBlock Smallest,
    NetworkBlock Largest,
    ImmutableArray<CostTerm> Macs
)
{
    /// <summary>A block of one size.</summary>
    public static TimedBlock Fixed(NetworkBlock block, int? choice = null, int option = 0) =>
        new(choice, option, block, block, []);

    /// <summary>Its expected time.</summary>
    /// <param name="timeOf">Time of a block in microseconds.</param>
    public IEnumerable<CostTerm> Latency(Func<BlockKey, double> timeOf)
    {
        var (least, most) = (timeOf(Smallest.Key), timeOf(Largest.Key));
        var (from, to) = (MacsOf(Smallest), MacsOf(Largest));
        var slope = to > from ? Math.Max(0, (most - least) / (to - from)) : 0;
        var start = slope > 0 ? least - slope * from : (least + most) / 2;
        return Macs.Where(_ => slope > 0)
            .Select(term => term with { Coefficient = term.Coefficient * slope })
            .Prepend(new(start, Choice, Option, []));
    }

    private static long MacsOf(NetworkBlock block) => NetworkCost.Of(block.Network).Macs.Total;
}
