using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Architectures;

/// <summary>Stages of any kind of block: a 3×3 stem, stages, a 1×1 head, global mean, dropout and a classifier.</summary>
/// <remarks>
/// Reads <c>stem.width</c>, optionally <c>head.width</c> (no head), <c>stem.stride</c> (2) and <c>resolution</c>, and per
/// stage i <c>stage{i}.block</c> (mbconv, mbconv-se, fused-mbconv, fbnet, ghost, ghost-v2, esp, eesp, skip),
/// <c>.width</c>, <c>.depth</c> and optionally <c>.kernel</c> (3), <c>.expansion</c> (1), <c>.stride</c> (2),
/// <c>.firstExpansion</c>, <c>.se</c> and <c>.activation</c> (relu, hswish, swish). Strides are 1 or 2; eesp widths are
/// rounded up to multiples of 16. Optionally <c>widthMultiplier</c> and <c>depthMultiplier</c> for all stages. From the recipe: <c>dropout</c> and <c>stochasticDepth</c>.
/// </remarks>
public sealed class StagedBlocksDecoder : IChainDecoder
{
    private static readonly string[] StageParts = ["block", "width", "depth"];

    public string Name => BlockSpace.Decoder;

    public IEnumerable<string> Check(SearchSpace space) =>
        RequiredDimensions.Missing(Name, space, StageParts, "stem.width");

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
        var stem = new ConvSpec(
            scale.WidthOf(architecture.WholeNumber("stem.width")),
            3,
            Stride(architecture, "stem.stride")
        );
        var depths = DecoderParts.DepthsOf(architecture, scale);
        var blocks = depths.Sum();
        var parts = new List<ChainPart> { DecoderParts.Stem(stem, Activation.HardSwish) };
        for (var stage = 1; stage <= depths.Count; stage++)
        {
            var kind = architecture.Text($"stage{stage}.block");
            for (var i = 0; i < depths[stage - 1]; i++)
            {
                var rate = DecoderParts.DropPath(configuration.Recipe, parts.Count - 1, blocks);
                parts.Add(
                    PartOf(
                        kind,
                        NodeName.Root.In("stage", stage).In("", i),
                        SpecOf(architecture, scale, stage, i),
                        rate
                    )
                );
            }
        }

        int? head = architecture.Contains("head.width") ? scale.WidthOf(architecture.WholeNumber("head.width")) : null;
        parts.Add(DecoderParts.Finish(head, Activation.HardSwish, configuration, target));
        return parts;
    }

    private static ChainPart PartOf(string kind, NodeName name, StageBlock spec, double dropPath)
    {
        var block = spec with { DropPath = dropPath };
        object? key = StageBlocks.ReadsImage(kind, spec)
            ? null
            : (kind, spec with { DropPath = DecoderParts.CountedAs(dropPath) });
        return new(
            key,
            name,
            (network, path, from) => StageBlocks.Append(kind, new BlockWriter(network, path, new()), from, block)
        );
    }

    private static StageBlock SpecOf(ParameterSet architecture, NetworkScale scale, int stage, int index)
    {
        var first = $"stage{stage}.firstExpansion";
        var expansion = index == 0 && architecture.Contains(first) ? first : $"stage{stage}.expansion";
        var activation = $"stage{stage}.activation";
        return new()
        {
            Kernel = Whole(architecture, $"stage{stage}.kernel", 3),
            Expansion = architecture.Contains(expansion) ? architecture.Number(expansion) : 1,
            Width = scale.WidthOf(architecture.WholeNumber($"stage{stage}.width")),
            Stride = index == 0 ? Stride(architecture, $"stage{stage}.stride") : 1,
            Squeeze = architecture.Contains($"stage{stage}.se") && architecture.Flag($"stage{stage}.se"),
            Activation = architecture.Contains(activation)
                ? DecoderParts.ActivationOf(architecture.Text(activation))
                : null,
        };
    }

    private static int Stride(ParameterSet architecture, string name)
    {
        var stride = Whole(architecture, name, 2);
        return stride is 1 or 2
            ? stride
            : throw new InvalidOperationException($"{name} is {stride}; allowed are 1 and 2.");
    }

    private static int Whole(ParameterSet architecture, string name, int otherwise) =>
        architecture.Contains(name) ? architecture.WholeNumber(name) : otherwise;
}
