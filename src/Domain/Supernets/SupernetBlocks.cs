using System.Collections.Immutable;
using NasCluster.Domain.Latency;

namespace NasCluster.Domain.Supernets;

/// <summary>The blocks of a supernet as a latency table knows them; the identity takes no time and is none.</summary>
/// <param name="All">What always runs, and what each option runs.</param>
public sealed record SupernetBlocks(ImmutableArray<TimedBlock> All)
{
    private const double MicrosecondsPerMs = 1000;

    /// <summary>Every block that is to be timed, once.</summary>
    public ImmutableArray<NetworkBlock> Distinct =>
        [.. All.SelectMany(block => (NetworkBlock[])[block.Smallest, block.Largest]).DistinctBy(block => block.Key)];

    /// <param name="entries">One for each of <see cref="Distinct"/>; others do no harm.</param>
    /// <inheritdoc cref="Latency(Func{BlockKey, double})"/>
    public SupernetCost Latency(ImmutableArray<LatencyEntry> entries)
    {
        var times = entries.ToDictionary(entry => entry.Key, entry => entry.MedianMs * MicrosecondsPerMs);
        return Latency(key => times[key]);
    }

    /// <summary>Expected latency (FBNet, eq. 6): linear in the weights, and the table's sum where they are one-hot.</summary>
    /// <param name="timeOf">Time of a block in microseconds.</param>
    public SupernetCost Latency(Func<BlockKey, double> timeOf) =>
        new([.. All.SelectMany(block => block.Latency(timeOf))]);
}
