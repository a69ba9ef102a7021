using NasCluster.Domain.Architectures;

namespace NasCluster.Trainer.Networks;

/// <summary>Finds the normalisations that end a residual branch.</summary>
internal static class ResidualBranches
{
    public static HashSet<int> LastNorms(Network network) =>
        [
            .. network
                .Nodes.Where(node => node.Layer is AddLayer)
                .Select(node => BeforeDrop(network, node.Inputs[0]))
                .Where(index => index >= 0 && network.Nodes[index].Layer is BatchNorm2d),
        ];

    private static int BeforeDrop(Network network, int index) =>
        index >= 0 && network.Nodes[index] is { Layer: DropPathLayer } drop
            ? BeforeDrop(network, drop.Inputs[0])
            : index;
}
