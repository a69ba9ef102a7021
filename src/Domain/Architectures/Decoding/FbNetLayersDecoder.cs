using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Zoo;

namespace NasCluster.Domain.Architectures;

/// <summary>FBNet V1: a fixed macro architecture whose every layer is one of nine blocks (paper, table 1).</summary>
/// <remarks>
/// Reads <c>macro</c> (<c>imagenet</c>: 22 layers, stem stride 2; <c>small</c>: 9 layers for 28 to 32 pixels),
/// <c>layer{i}.block</c> and optionally <c>resolution</c>. From the recipe: <c>dropout</c>.
/// </remarks>
public sealed class FbNetLayersDecoder : INetworkDecoder
{
    // Channels, layers, stride of the first.
    private static readonly (int Channels, int Layers, int Stride)[] ImageNet =
    [
        (16, 1, 1),
        (24, 4, 2),
        (32, 4, 2),
        (64, 4, 2),
        (112, 4, 1),
        (184, 4, 2),
        (352, 1, 1),
    ];

    private static readonly (int Channels, int Layers, int Stride)[] Small =
    [
        (16, 1, 1),
        (24, 2, 2),
        (40, 3, 2),
        (80, 3, 2),
    ];

    internal const string DecoderName = "fbnet-v1-layers";

    public string Name => DecoderName;

    public IEnumerable<string> Check(SearchSpace space) =>
        RequiredDimensions.Missing(Name, space, stageParts: [], "macro", "layer1.block");

    public int Resolution(Configuration configuration, NetworkTarget target) =>
        DecoderParts.Resolution(configuration, target);

    public Network Decode(Configuration configuration, NetworkTarget target) =>
        DecoderParts.Guard(() =>
            Write(
                configuration,
                target,
                (writer, from, place) =>
                {
                    var block = configuration.Architecture.Text($"layer{place.Number}.block");
                    return FbNetForm.AppendPaper(writer, from, block, place.Channels, place.Stride);
                }
            )
        );

    /// <summary>The macro architecture with each layer written by the caller.</summary>
    /// <param name="configuration">Names macro and resolution; dropout.</param>
    /// <param name="target">What the data set fixes.</param>
    /// <param name="append">Appends the layer at a place to a node and returns its last node.</param>
    internal static Network Write(
        Configuration configuration,
        NetworkTarget target,
        Func<BlockWriter, int, LayerPlace, int> append
    )
    {
        var (stages, stride, head) = configuration.Architecture.Text("macro") switch
        {
            "imagenet" => (ImageNet, 2, 1984),
            "small" => (Small, 1, 320),
            var other => throw new InvalidOperationException($"macro is '{other}'; allowed are imagenet and small."),
        };
        var side = DecoderParts.Resolution(configuration, target);
        var network = new NetworkBuilder(new(target.Channels, side, side));
        var writer = new BlockWriter(network, "", new());
        var x = network.ConvNormAct("stem", Network.InputIndex, new(16, 3, stride), Activation.Relu);
        var layer = 1;
        foreach (var stage in stages)
        {
            for (var i = 0; i < stage.Layers; i++, layer++)
            {
                x = append(writer.Child($"layer{layer}"), x, new(layer, stage.Channels, i == 0 ? stage.Stride : 1));
            }
        }

        return DecoderParts.Finish(network, x, head, Activation.Relu, configuration, target);
    }
}
