using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Architectures;

/// <summary>
/// FBNetV3-style networks: a 3×3 stem, stages of inverted residuals, a 1×1 head, global mean, dropout and a classifier.
/// </summary>
/// <remarks>
/// Reads <c>stem.width</c>, <c>head.width</c>, optionally <c>resolution</c>, and per stage i = 1, 2, …
/// <c>stage{i}.kernel</c>, <c>.expansion</c>, <c>.width</c>, <c>.depth</c>, <c>.se</c>, <c>.activation</c>
/// (<c>relu</c> or <c>hswish</c>) and optionally <c>.stride</c> (2 for the first two stages and 1 after them where it is not given); optionally
/// <c>widthMultiplier</c> and <c>depthMultiplier</c> for all stages, widths of stem and head included.
/// From the recipe: <c>dropout</c> and <c>stochasticDepth</c>, 0 where they are not searched.
/// </remarks>
public sealed class StagedDecoder : INetworkDecoder
{
    private const int StridedStages = 2;
    private static readonly string[] StageParts = ["kernel", "expansion", "width", "depth", "se", "activation"];

    public string Name => "staged-inverted-residual";

    public IEnumerable<string> Check(SearchSpace space) =>
        RequiredDimensions.Missing(Name, space, StageParts, "stem.width", "head.width");

    public int Resolution(Configuration configuration, NetworkTarget target) =>
        DecoderParts.Resolution(configuration, target);

    public Network Decode(Configuration configuration, NetworkTarget target) =>
        DecoderParts.Guard(() => Build(configuration, target));

    private Network Build(Configuration configuration, NetworkTarget target)
    {
        var architecture = configuration.Architecture;
        var scale = NetworkScale.Of(architecture);
        var side = Resolution(configuration, target);
        var network = new NetworkBuilder(new(target.Channels, side, side));
        var x = network.ConvNormAct(
            "stem",
            Network.InputIndex,
            new(scale.WidthOf(architecture.WholeNumber("stem.width")), Kernel: 3),
            Activation.HardSwish
        );
        x = AppendStages(network, configuration, scale, x);
        var head = scale.WidthOf(architecture.WholeNumber("head.width"));
        return DecoderParts.Finish(network, x, head, Activation.HardSwish, configuration, target);
    }

    private static int AppendStages(NetworkBuilder network, Configuration configuration, NetworkScale scale, int x)
    {
        var architecture = configuration.Architecture;
        var stages = Enumerable.Range(1, 99).TakeWhile(stage => architecture.Contains($"stage{stage}.depth")).ToList();
        var depths = stages.ConvertAll(stage => scale.DepthOf(architecture.WholeNumber($"stage{stage}.depth")));
        var blocks = depths.Sum();
        var index = 0;
        foreach (var stage in stages)
        {
            for (var block = 0; block < depths[stage - 1]; block++, index++)
            {
                var rate = DecoderParts.DropPath(configuration.Recipe, index, blocks);
                x = Block(architecture, scale, stage, block, rate).AppendTo(network, $"stage{stage}.{block}", x);
            }
        }

        return x;
    }

    private static InvertedResidual Block(
        ParameterSet architecture,
        NetworkScale scale,
        int stage,
        int block,
        double dropPath
    ) =>
        new()
        {
            Kernel = architecture.WholeNumber($"stage{stage}.kernel"),
            Expansion = architecture.Number($"stage{stage}.expansion"),
            OutChannels = scale.WidthOf(architecture.WholeNumber($"stage{stage}.width")),
            Stride = block == 0 ? StrideOf(architecture, stage) : 1,
            SqueezeExcite = architecture.Flag($"stage{stage}.se"),
            Activation = DecoderParts.ActivationOf(architecture.Text($"stage{stage}.activation")),
            DropPath = dropPath,
        };

    private static int StrideOf(ParameterSet architecture, int stage)
    {
        if (architecture.TryGet($"stage{stage}.stride", out var stride))
        {
            return (int)stride.AsNumber();
        }

        return stage <= StridedStages ? 2 : 1;
    }
}
