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

    public string Name => "fbnet-v1-layers";

    public IEnumerable<string> Check(SearchSpace space) =>
        RequiredDimensions.Missing(Name, space, stageParts: [], "macro", "layer1.block");

    public int Resolution(Configuration configuration, NetworkTarget target) =>
        DecoderParts.Resolution(configuration, target);

    public Network Decode(Configuration configuration, NetworkTarget target) =>
        DecoderParts.Guard(() => Build(configuration, target));

    private Network Build(Configuration configuration, NetworkTarget target)
    {
        var architecture = configuration.Architecture;
        var (stages, stride, head) = architecture.Text("macro") switch
        {
            "imagenet" => (ImageNet, 2, 1984),
            "small" => (Small, 1, 320),
            var other => throw new InvalidOperationException($"macro is '{other}'; allowed are imagenet and small."),
        };
        var side = Resolution(configuration, target);
        var network = new NetworkBuilder(new(target.Channels, side, side));
        var writer = new BlockWriter(network, "", new());
        var x = network.ConvNormAct("stem", Network.InputIndex, new(16, 3, stride), Activation.Relu);
        var layer = 1;
        foreach (var stage in stages)
        {
            for (var i = 0; i < stage.Layers; i++, layer++)
            {
                var block = architecture.Text($"layer{layer}.block");
                var part = writer.Child($"layer{layer}");
                x = FbNetForm.AppendPaper(part, x, block, stage.Channels, i == 0 ? stage.Stride : 1);
            }
        }

        return DecoderParts.Finish(network, x, head, Activation.Relu, configuration, target);
    }
}
