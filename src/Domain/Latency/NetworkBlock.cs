using System.Globalization;
using NasCluster.Domain.Architectures;

namespace NasCluster.Domain.Latency;

/// <summary>A part of a network that can be timed on its own: it reads one map (and perhaps the image) and gives one.</summary>
/// <param name="Path">Path of its nodes' names, such as "layer3".</param>
/// <param name="Network">The part as a network of its own.</param>
public sealed record NetworkBlock(string Path, Network Network)
{
    public BlockKey Key { get; } = KeyOf(Network);

    private static BlockKey KeyOf(Network network)
    {
        var input = network.SecondInput is { } image ? $"{network.Input}+{image}" : network.Input.ToString();
        return new(input, string.Join(' ', network.Nodes.Select(WordOf)), network.Shapes()[^1].ToString());
    }

    private static string WordOf(LayerNode node, int index)
    {
        var word = LayerNotation.Of(node.Layer);
        return node.Inputs is [var only] && only == index - 1
            ? word
            : $"{word}@{string.Join('/', node.Inputs.Select(input => input.ToString(CultureInfo.InvariantCulture)))}";
    }
}
