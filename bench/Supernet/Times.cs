using System.Collections.Immutable;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Latency;
using NasCluster.Trainer.Measuring;

namespace NasCluster.Supernet;

/// <summary>Latency of networks, estimated from a table of their blocks and measured, all in turns in one run.</summary>
internal static class Times
{
    /// <summary>Milliseconds at batch 1 on one thread, in the order of the networks.</summary>
    public static ImmutableArray<(double Estimated, double Measured)> Of(ImmutableArray<Network> networks)
    {
        ImmutableArray<NetworkBlock> blocks =
        [
            .. networks.SelectMany(network => NetworkBlocks.Of(network)).DistinctBy(block => block.Key),
        ];
        var builder = new LatencyTableBuilder(InferenceDevice.Create("torch-cpu", threads: 1), TimeProvider.System);
        var runs = builder.Measure([
            LatencyTableBuilder.Nothing,
            .. blocks.Select(block => block.Network),
            .. networks,
        ]);
        var overhead = runs[0].MedianMs;
        var table = blocks
            .Zip(runs.Skip(1), (block, taken) => LatencyTableBuilder.EntryOf(block, taken, overhead))
            .ToDictionary(entry => entry.Key, entry => entry.MedianMs);
        return
        [
            .. networks.Select(
                (network, i) =>
                    (NetworkBlocks.Of(network).Sum(block => table[block.Key]), runs[1 + blocks.Length + i].MedianMs)
            ),
        ];
    }
}
