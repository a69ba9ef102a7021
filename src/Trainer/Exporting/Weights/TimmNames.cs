using System.Globalization;
using NasCluster.Domain.Architectures;

namespace NasCluster.Trainer.Exporting.Weights;

/// <summary>
/// Timm's names of MobileNetV2's and V3's nodes, which we hold under torchvision's. (EfficientNets and GhostNets have
/// timm's names here as they are.)
/// </summary>
internal static class TimmNames
{
    private const string Features = "features";
    private const string Classifier = "classifier";

    /// <summary>Our node → timm's; empty for other families.</summary>
    public static Dictionary<string, string> Of(Network network)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var groups = network
            .Nodes.Where(node =>
                node.Layer is Conv2d or BatchNorm2d && node.Name.StartsWith(Features, StringComparison.Ordinal)
            )
            .GroupBy(node => node.Name.Split('.')[1])
            .Select(group => group.ToList())
            .ToList();
        if (groups.Count < 3)
        {
            return names;
        }

        Pair(names, groups[0], "conv_stem", "bn1");
        var stage = Blocks(names, groups[1..^1]);
        var linears = network.Nodes.Where(node => node.Layer is Linear).Select(node => node.Name).ToList();
        names[linears[^1]] = Classifier;
        if (linears.Count > 1)
        {
            // V3: the last convolution is a stage, what torchvision has as a linear layer is timm's head.
            Pair(names, groups[^1], $"blocks.{stage}.0.conv", $"blocks.{stage}.0.bn1");
            names[linears[0]] = "conv_head";
        }
        else
        {
            Pair(names, groups[^1], "conv_head", "bn2");
        }

        return names;
    }

    // A stage is a run of blocks of one width.
    private static int Blocks(Dictionary<string, string> names, List<List<LayerNode>> blocks)
    {
        var (stage, index, width) = (-1, 0, 0);
        foreach (var block in blocks)
        {
            var output = block.Select(node => node.Layer).OfType<Conv2d>().Last().OutChannels;
            (stage, index) = output == width ? (stage, index + 1) : (stage + 1, 0);
            width = output;
            Block(names, block, string.Create(CultureInfo.InvariantCulture, $"blocks.{stage}.{index}"));
        }

        return stage + 1;
    }

    private static void Block(Dictionary<string, string> names, List<LayerNode> block, string path)
    {
        var squeezes = block.Where(node => node.Name.Contains(".fc", StringComparison.Ordinal)).ToList();
        var main = block.Except(squeezes).ToList();
        // Pairs of convolution and normalisation: with an expansion three, without it two.
        string[] convs = main.Count == 6 ? ["conv_pw", "conv_dw", "conv_pwl"] : ["conv_dw", "conv_pw"];
        for (var i = 0; i < convs.Length; i++)
        {
            Pair(names, main[(2 * i)..], $"{path}.{convs[i]}", $"{path}.bn{i + 1}");
        }

        if (squeezes.Count > 0)
        {
            Pair(names, squeezes, $"{path}.se.conv_reduce", $"{path}.se.conv_expand");
        }
    }

    private static void Pair(Dictionary<string, string> names, List<LayerNode> nodes, string first, string second)
    {
        names[nodes[0].Name] = first;
        names[nodes[1].Name] = second;
    }
}
