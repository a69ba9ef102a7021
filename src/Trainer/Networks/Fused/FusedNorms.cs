using NasCluster.Domain.Architectures;

namespace NasCluster.Trainer.Networks.Fused;

/// <summary>Finds normalisations whose only reader is an activation that can be computed along with them.</summary>
internal static class FusedNorms
{
    /// <summary>For each such activation the normalisation it reads.</summary>
    /// <param name="network">The description.</param>
    /// <param name="live">Nodes the output depends on.</param>
    public static Dictionary<int, int> Of(Network network, bool[] live)
    {
        var readers = ReadersOf(network, live);
        var pairs = new Dictionary<int, int>();
        for (var i = 0; i < network.Nodes.Length; i++)
        {
            if (
                live[i]
                && network.Nodes[i] is { Layer: ActivationLayer { Kind: var kind }, Inputs: [>= 0 and var norm] }
                && NormKernels.Has(kind)
                && network.Nodes[norm].Layer is BatchNorm2d
                && readers[norm] == 1
                && network.Auxiliary != norm
            )
            {
                pairs[i] = norm;
            }
        }

        return pairs;
    }

    /// <summary>Normalisations of what a convolution made for them alone, which they may write over in evaluation.</summary>
    /// <param name="network">The description.</param>
    /// <param name="live">Nodes the output depends on.</param>
    public static HashSet<int> InPlace(Network network, bool[] live)
    {
        var readers = ReadersOf(network, live);
        return
        [
            .. Enumerable
                .Range(0, network.Nodes.Length)
                .Where(i =>
                    network.Nodes[i] is { Layer: BatchNorm2d, Inputs: [>= 0 and var map] }
                    && network.Nodes[map].Layer is Conv2d
                    && readers[map] == 1
                    && network.Auxiliary != map
                ),
        ];
    }

    private static int[] ReadersOf(Network network, bool[] live)
    {
        var readers = new int[network.Nodes.Length];
        foreach (var input in network.Nodes.Where((_, i) => live[i]).SelectMany(node => node.Inputs))
        {
            readers[Math.Max(0, input)] += input >= 0 ? 1 : 0;
        }

        return readers;
    }
}
