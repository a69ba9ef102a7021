using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NasCluster.Domain.Latency;

namespace NasCluster.Dashboard.Networks;

/// <summary>A block of a network: it reads one map and gives one.</summary>
/// <param name="Name">Path of its layers' names.</param>
/// <param name="Kind">What it mainly does, such as "depthwise 5×5".</param>
/// <param name="Input">Shape it reads.</param>
/// <param name="Output">Shape it gives.</param>
/// <param name="Params">Its parameters.</param>
/// <param name="Macs">Its multiply-accumulates for one image.</param>
/// <param name="LatencyMs">Sum of its layers' where they were measured, or median of the latency table; null where neither is.</param>
/// <param name="Layers">In order.</param>
public sealed record BlockView(
    string Name,
    string Kind,
    string Input,
    string Output,
    long Params,
    long Macs,
    double? LatencyMs,
    ImmutableArray<LayerView> Layers
)
{
    /// <summary>More than one of its layers takes time worth telling: activations alone do not.</summary>
    [JsonIgnore]
    public bool HasSeveralLayers => Layers.Count(layer => layer.Macs > 0) > 1;

    /// <summary>Whether its layers were timed one by one.</summary>
    [JsonIgnore]
    public bool HasTimedLayers => Layers.Any(layer => layer.LatencyMs is not null);

    /// <summary>The same with its layers' times.</summary>
    /// <param name="times">Milliseconds by name of the layer.</param>
    public BlockView Timed(IReadOnlyDictionary<string, double> times) =>
        this with
        {
            LatencyMs = Layers.Sum(layer => times.GetValueOrDefault(layer.Name)),
            Layers =
            [
                .. Layers.Select(layer =>
                    layer with
                    {
                        LatencyMs = times.TryGetValue(layer.Name, out var time) ? time : null,
                    }
                ),
            ],
        };

    public static BlockView Of(NetworkBlock block, double? latencyMs)
    {
        var layers = LayerView.Of(block.Network);
        return new(
            block.Path,
            BlockKind.Of(block.Network),
            block.Network.Input.ToString(),
            block.Network.Shapes()[^1].ToString(),
            layers.Sum(layer => layer.Params),
            layers.Sum(layer => layer.Macs),
            latencyMs,
            layers
        );
    }
}
