using System.Collections.Immutable;
using NasCluster.Domain.Architectures;

namespace NasCluster.Domain.Costs;

/// <summary>Largest set of results alive at once while a network's nodes run in order.</summary>
internal static class PeakMemory
{
    public static long Of(Network network, ImmutableArray<TensorShape> shapes, bool[] live)
    {
        var lastUse = LastUses(network, live);
        var freedAfter = new long[shapes.Length];
        for (var i = 0; i < shapes.Length - 1; i++)
        {
            if (live[i])
            {
                freedAfter[lastUse[i]] += shapes[i].Elements;
            }
        }

        long alive = network.Input.Elements + (network.SecondInput?.Elements ?? 0),
            peak = alive;
        for (var i = 0; i < shapes.Length; i++)
        {
            if (live[i])
            {
                alive += shapes[i].Elements;
                peak = Math.Max(peak, alive);
                alive -= freedAfter[i];
            }
        }

        return peak;
    }

    private static int[] LastUses(Network network, bool[] live)
    {
        var lastUse = new int[live.Length];
        for (var i = 0; i < live.Length; i++)
        {
            foreach (var input in live[i] ? network.Nodes[i].Inputs : [])
            {
                if (input >= 0)
                {
                    lastUse[input] = i;
                }
            }
        }

        return lastUse;
    }
}
