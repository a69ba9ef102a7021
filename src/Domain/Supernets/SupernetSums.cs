using NasCluster.Domain.Architectures;

namespace NasCluster.Domain.Supernets;

/// <summary>Sums over all nodes of a supernet, those inside of mixed and resolution layers included.</summary>
public static class SupernetSums
{
    /// <summary>Multiply–accumulates of one image with everything running once.</summary>
    public static long Macs(Network network)
    {
        var shapes = network.Shapes();
        return network.Nodes.Select((node, i) => node.Layer.Macs(network.InputOf(i, shapes), shapes[i])).Sum();
    }

    /// <summary>Output elements of all nodes of one image: what training keeps for the backward pass, roughly.</summary>
    public static long ActivationElements(Network network)
    {
        var shapes = network.Shapes();
        return network
            .Nodes.Select(
                (node, i) =>
                    shapes[i].Elements
                    + node.Layer switch
                    {
                        MixLayer mix => mix.Branches.Sum(ActivationElements),
                        ResolutionLayer resolution => ActivationElements(resolution.Body) * resolution.Sides.Length,
                        _ => 0,
                    }
            )
            .Sum();
    }
}
