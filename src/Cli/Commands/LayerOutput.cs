using NasCluster.Domain.Architectures;

namespace NasCluster.Cli.Commands;

/// <param name="Name">Path in the network.</param>
/// <param name="Type">Kind of layer.</param>
/// <param name="OutputShape">Batch 1: 1×C×H×W, or 1×C for a vector.</param>
/// <param name="Params">Parameters of this layer.</param>
/// <param name="Macs">Multiply–accumulates of this layer; 0 where it never runs.</param>
internal sealed record LayerOutput(string Name, string Type, int[] OutputShape, long Params, long Macs)
{
    public static LayerOutput[] Of(Network network)
    {
        var shapes = network.Shapes();
        var live = network.Live();
        return
        [
            .. network.Nodes.Select(
                (node, i) =>
                    new LayerOutput(
                        node.Name,
                        node.Layer.GetType().Name,
                        CostOutput.ShapeOf(shapes[i]),
                        node.Layer.Parameters,
                        live[i] ? node.Layer.Macs(network.InputOf(i, shapes), shapes[i]) : 0
                    )
            ),
        ];
    }
}
