using System.Collections.Immutable;
using NasCluster.Domain.Architectures;

namespace NasCluster.Dashboard.Networks;

/// <param name="Name">Path in the network.</param>
/// <param name="Type">Kind of layer with its sizes.</param>
/// <param name="Output">Shape of its result, C×H×W.</param>
/// <param name="Params">Its parameters.</param>
/// <param name="Macs">Its multiply-accumulates for one image.</param>
/// <param name="Inputs">Places of the layers it reads; below 0 for what comes from outside.</param>
/// <param name="LatencyMs">Median measured; null where it was not, or where it is computed together with a later layer.</param>
public sealed record LayerView(
    string Name,
    string Type,
    string Output,
    long Params,
    long Macs,
    ImmutableArray<int> Inputs,
    double? LatencyMs = null
)
{
    public static ImmutableArray<LayerView> Of(Network network)
    {
        var shapes = network.Shapes();
        return
        [
            .. network.Nodes.Select(
                (node, i) =>
                    new LayerView(
                        node.Name,
                        Word(node.Layer),
                        shapes[i].ToString(),
                        node.Layer.Parameters,
                        node.Layer.Macs(network.InputOf(i, shapes), shapes[i]),
                        node.Inputs
                    )
            ),
        ];
    }

    public static string Word(Layer layer) =>
        layer switch
        {
            Conv2d conv =>
                $"conv {conv.Kernel.Height}×{conv.Kernel.Width}{(conv.Stride > 1 ? $"/{conv.Stride}" : "")}{(conv.Groups > 1 ? $" g{conv.Groups}" : "")}",
            ActivationLayer activation => activation.Kind.ToString().ToLowerInvariant(),
            Linear linear => $"linear {linear.InFeatures}→{linear.OutFeatures}",
            _ => layer
                .GetType()
                .Name.Replace("Layer", "", StringComparison.Ordinal)
                .Replace("2d", "", StringComparison.Ordinal)
                .ToLowerInvariant(),
        };
}
