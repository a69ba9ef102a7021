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
public sealed class StagedDecoder : IChainDecoder
{
    private const int StridedStages = 2;
    private static readonly string[] StageParts = ["kernel", "expansion", "width", "depth", "se", "activation"];

    public string Name => "staged-inverted-residual";

    public IEnumerable<string> Check(SearchSpace space) =>
        RequiredDimensions.Missing(Name, space, StageParts, "stem.width", "head.width");

    public int Resolution(Configuration configuration, NetworkTarget target) =>
        DecoderParts.Resolution(configuration, target);

    public Network Decode(Configuration configuration, NetworkTarget target) =>
        DecoderParts.Guard(() => DecoderParts.Join(this, configuration, target));

    public IReadOnlyList<ChainPart> Parts(Configuration configuration, NetworkTarget target) =>
        DecoderParts.Guard(() => PartsOf(configuration, target));

    private static List<ChainPart> PartsOf(Configuration configuration, NetworkTarget target)
    {
        var architecture = configuration.Architecture;
        var scale = NetworkScale.Of(architecture);
        var stem = scale.WidthOf(architecture.WholeNumber("stem.width"));
        var depths = DecoderParts.DepthsOf(architecture, scale);
        var blocks = depths.Sum();
        var parts = new List<ChainPart> { DecoderParts.Stem(new(stem, Kernel: 3), Activation.HardSwish) };
        for (var stage = 1; stage <= depths.Count; stage++)
        {
            var later = Block(architecture, scale, stage);
            for (var i = 0; i < depths[stage - 1]; i++)
            {
                var block = later with
                {
                    Stride = i == 0 ? StrideOf(architecture, stage) : 1,
                    DropPath = DecoderParts.DropPath(configuration.Recipe, parts.Count - 1, blocks),
                };
                var counted = block with { DropPath = DecoderParts.CountedAs(block.DropPath) };
                parts.Add(new(counted, NodeName.Root.In("stage", stage).In("", i), block.AppendTo));
            }
        }

        var head = scale.WidthOf(architecture.WholeNumber("head.width"));
        parts.Add(DecoderParts.Finish(head, Activation.HardSwish, configuration, target));
        return parts;
    }

    private static InvertedResidual Block(ParameterSet architecture, NetworkScale scale, int stage) =>
        new()
        {
            Kernel = architecture.WholeNumber($"stage{stage}.kernel"),
            Expansion = architecture.Number($"stage{stage}.expansion"),
            OutChannels = scale.WidthOf(architecture.WholeNumber($"stage{stage}.width")),
            SqueezeExcite = architecture.Flag($"stage{stage}.se"),
            Activation = DecoderParts.ActivationOf(architecture.Text($"stage{stage}.activation")),
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
