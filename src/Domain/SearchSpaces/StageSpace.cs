using System.Collections.Immutable;

namespace NasCluster.Domain.SearchSpaces;

/// <summary>Ranges of one stage of a <see cref="BlockSpace"/>.</summary>
internal sealed record StageSpace(int MinWidth, int MaxWidth, int WidthStep, int MinDepth, int MaxDepth, int Stride)
{
    // What kinds of block read; a dimension is active only while the stage's kind reads it.
    private static readonly ImmutableArray<ParameterValue> Shaped =
    [
        "mbconv",
        "mbconv-se",
        "fused-mbconv",
        "fbnet",
        "ghost",
        "ghost-v2",
    ];
    private static readonly ImmutableArray<ParameterValue> Gated = ["fbnet", "ghost", "ghost-v2"];
    private static readonly ImmutableArray<ParameterValue> Activated = ["fbnet"];

    public ImmutableArray<ParameterValue> Kernels { get; init; } = [3, 5];

    public ImmutableArray<ParameterValue> Expansions { get; init; } = [2, 3, 4, 5, 6];

    /// <summary>Expansion of the first block, where it is chosen apart from the others' (FBNet V3).</summary>
    public ImmutableArray<ParameterValue> FirstExpansions { get; init; } = [];

    /// <summary>Squeeze-and-excitation of blocks that leave it open; empty is none.</summary>
    public ImmutableArray<ParameterValue> Squeezes { get; init; } = [];

    /// <summary>Activation of blocks that leave it open; empty is the block's own.</summary>
    public ImmutableArray<ParameterValue> Activations { get; init; } = [];

    public IEnumerable<Dimension> Dimensions(int stage, ImmutableArray<ParameterValue> blocks)
    {
        var name = $"stage{stage}";
        var kind = $"{name}.block";
        yield return SpaceDimensions.Choice(kind, SpacePart.Architecture, blocks);
        (Dimension Dimension, bool Given, ImmutableArray<ParameterValue> Readers)[] parts =
        [
            (Ordinal($"{name}.kernel", Kernels), true, Shaped),
            (Ordinal($"{name}.expansion", Expansions), true, Shaped),
            (Ordinal($"{name}.firstExpansion", FirstExpansions), !FirstExpansions.IsEmpty, Shaped),
            (SpaceDimensions.Range($"{name}.width", MinWidth, MaxWidth, WidthStep), true, blocks),
            (SpaceDimensions.Range($"{name}.depth", MinDepth, MaxDepth, step: 1), true, blocks),
            (Ordinal($"{name}.stride", [Stride]), true, blocks),
            (Choice($"{name}.se", Squeezes), !Squeezes.IsEmpty, Gated),
            (Choice($"{name}.activation", Activations), !Activations.IsEmpty, Activated),
        ];
        foreach (var (dimension, given, readers) in parts)
        {
            var reading = blocks.RemoveAll(block => !readers.Contains(block));
            if (given && !reading.IsEmpty)
            {
                yield return reading.Length == blocks.Length ? dimension : dimension with { When = new(kind, reading) };
            }
        }
    }

    private static OrdinalDimension Ordinal(string name, ImmutableArray<ParameterValue> choices) =>
        SpaceDimensions.Ordinal(name, SpacePart.Architecture, choices);

    private static CategoricalDimension Choice(string name, ImmutableArray<ParameterValue> choices) =>
        SpaceDimensions.Choice(name, SpacePart.Architecture, choices);
}
