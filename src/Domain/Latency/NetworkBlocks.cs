using System.Collections.Immutable;
using NasCluster.Domain.Architectures;

namespace NasCluster.Domain.Latency;

/// <summary>Cuts a network where only one map (and perhaps the image) is handed on, and joins what belongs to one block.</summary>
/// <remarks>
/// FBNet's latency of a network is the sum over its blocks (paper, eq. 3), which asks for blocks whose sum is the whole:
/// every running node is in exactly one. Branches that rejoin, such as an encoder and its decoder, are one block.
/// </remarks>
public static class NetworkBlocks
{
    /// <exception cref="InvalidNetworkException">Shapes do not fit.</exception>
    public static ImmutableArray<NetworkBlock> Of(Network network)
    {
        var shapes = network.Shapes();
        var live = network.Live();
        var blocks = ImmutableArray.CreateBuilder<NetworkBlock>();
        var start = Network.InputIndex;
        foreach (var (path, end) in Ends(network, live))
        {
            var nodes = Enumerable.Range(start + 1, end - start).Where(i => live[i]).ToList();
            blocks.Add(new(path, Part(network, shapes, nodes, start)));
            start = end;
        }

        return blocks.ToImmutable();
    }

    private static List<(string Path, int End)> Ends(Network network, bool[] live)
    {
        var ends = new List<(string Path, int End)>();
        var start = 0;
        foreach (var cut in Cuts(network, live))
        {
            var heavy = Enumerable
                .Range(start, cut - start + 1)
                .Where(i => live[i] && HasWeights(network.Nodes[i].Layer));
            var path = PathOf(network.Nodes[heavy.DefaultIfEmpty(cut).Last()].Name);
            if (ends.Count > 0 && (path == ends[^1].Path || !heavy.Any()))
            {
                ends[^1] = (ends[^1].Path, cut);
            }
            else
            {
                ends.Add((path, cut));
            }

            start = cut + 1;
        }

        return ends;
    }

    // Nodes after which nothing else is needed any more; the image does not count, it is there anyway.
    private static IEnumerable<int> Cuts(Network network, bool[] live)
    {
        var lastUse = new int[network.Nodes.Length];
        for (var i = 0; i < lastUse.Length; i++)
        {
            foreach (var input in live[i] ? network.Nodes[i].Inputs : [])
            {
                if (input >= 0)
                {
                    lastUse[input] = i;
                }
            }
        }

        var reach = 0;
        for (var i = 0; i < lastUse.Length; i++)
        {
            if (live[i] && reach <= i)
            {
                yield return i;
            }

            reach = Math.Max(reach, lastUse[i]);
        }
    }

    private static Network Part(Network network, ImmutableArray<TensorShape> shapes, List<int> nodes, int start)
    {
        var places = nodes.Select((node, place) => (node, place)).ToDictionary(pair => pair.node, pair => pair.place);
        places[start] = Network.InputIndex;
        var input = start >= 0 ? shapes[start] : network.Input;
        var image = start >= 0 && nodes.Any(node => network.Nodes[node].Inputs.Contains(Network.InputIndex));
        return new(input, [.. nodes.Select(node => Moved(network.Nodes[node], places))])
        {
            SecondInput = image ? network.Input : network.SecondInput,
        };
    }

    private static LayerNode Moved(LayerNode node, Dictionary<int, int> places) =>
        node with
        {
            Inputs = [.. node.Inputs.Select(input => places.GetValueOrDefault(input, Network.SecondInputIndex))],
        };

    private static bool HasWeights(Layer layer) => layer.Weights > 0;

    // Up to the first part with a digit and the numbers behind it: "stage1.0.expand.conv" is of "stage1.0",
    // "layer3.pw.conv" of "layer3", "backbone.stages.xif1_0.dw" of "backbone.stages.xif1_0", "stem.conv" of "stem".
    private static string PathOf(string name)
    {
        var parts = name.Split('.');
        var length = 1 + Math.Max(0, Array.FindIndex(parts, 0, parts.Length - 1, part => part.Any(char.IsAsciiDigit)));
        while (length < parts.Length - 1 && parts[length].All(char.IsAsciiDigit))
        {
            length++;
        }

        return string.Join('.', parts.Take(length));
    }
}
