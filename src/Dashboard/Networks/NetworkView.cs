using System.Collections.Immutable;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Costs;
using NasCluster.Domain.Latency;

namespace NasCluster.Dashboard.Networks;

/// <summary>A network as it is shown: its blocks in order, each with its layers.</summary>
/// <param name="Name">Network or candidate.</param>
/// <param name="Input">Shape of one image, C×H×W.</param>
/// <param name="Output">Shape of the result.</param>
/// <param name="Params">All trained parameters.</param>
/// <param name="Macs">Multiply-accumulates of one image.</param>
/// <param name="PeakMemoryBytes">Estimate for inference in float32.</param>
/// <param name="LatencyDevice">Device its latencies are of, measured or from a table; null for none.</param>
/// <param name="Blocks">In order; their layers are all that run.</param>
public sealed record NetworkView(
    string Name,
    string Input,
    string Output,
    long Params,
    long Macs,
    long PeakMemoryBytes,
    string? LatencyDevice,
    ImmutableArray<BlockView> Blocks
)
{
    /// <summary>The same with its layers' times in place of a table's.</summary>
    /// <param name="times">Of this network.</param>
    public NetworkView Timed(LayerTimes times)
    {
        var byName = times.Layers.ToDictionary(layer => layer.Layer, layer => layer.MedianMs);
        return this with { LatencyDevice = times.Device, Blocks = [.. Blocks.Select(block => block.Timed(byName))] };
    }

    /// <param name="name">Shown above it.</param>
    /// <param name="network">The network.</param>
    /// <param name="tables">Latency tables of its space; the first that has most of its blocks is used.</param>
    /// <exception cref="InvalidNetworkException">Shapes do not fit.</exception>
    public static NetworkView Of(string name, Network network, ImmutableArray<LatencyTable> tables)
    {
        var cost = NetworkCost.Of(network);
        var blocks = NetworkBlocks.Of(network);
        var keys = blocks.Select(block => block.Key).ToList();
        var table = tables.OrderBy(table => table.Missing(keys).Length).FirstOrDefault();
        var times = table?.Entries.ToDictionary(entry => entry.Key, entry => entry.MedianMs) ?? [];
        return new(
            name,
            network.Input.ToString(),
            cost.OutputShape.ToString(),
            cost.Params,
            cost.Macs.Total,
            cost.PeakMemoryBytes,
            table?.Device,
            [
                .. blocks.Select(block =>
                    BlockView.Of(block, times.TryGetValue(block.Key, out var time) ? time : (double?)null)
                ),
            ]
        );
    }
}
