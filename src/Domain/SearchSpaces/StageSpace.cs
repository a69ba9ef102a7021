using System.Collections.Immutable;

namespace NasCluster.Domain.SearchSpaces;

/// <summary>Ranges of one stage of a <see cref="BlockSpace"/>.</summary>
internal sealed record StageSpace(int MinWidth, int MaxWidth, int WidthStep, int MinDepth, int MaxDepth, int Stride)
{
    public ImmutableArray<ParameterValue> Kernels { get; init; } = [3, 5];

    public ImmutableArray<ParameterValue> Expansions { get; init; } = [2, 3, 4, 5, 6];

    /// <summary>Expansion of the first block, where it is chosen apart from the others' (FBNet V3).</summary>
    public ImmutableArray<ParameterValue> FirstExpansions { get; init; } = [];

    /// <summary>Squeeze-and-excitation of blocks that leave it open; empty is none.</summary>
    public ImmutableArray<ParameterValue> Squeezes { get; init; } = [];

    /// <summary>Activation of blocks that leave it open; empty is hard-swish.</summary>
    public ImmutableArray<ParameterValue> Activations { get; init; } = [];

    public IEnumerable<Dimension> Dimensions(int stage, ImmutableArray<ParameterValue> blocks)
    {
        var name = $"stage{stage}";
        yield return SpaceDimensions.Choice($"{name}.block", SpacePart.Architecture, blocks);
        yield return SpaceDimensions.Ordinal($"{name}.kernel", SpacePart.Architecture, Kernels);
        yield return SpaceDimensions.Ordinal($"{name}.expansion", SpacePart.Architecture, Expansions);
        if (!FirstExpansions.IsEmpty)
        {
            yield return SpaceDimensions.Ordinal($"{name}.firstExpansion", SpacePart.Architecture, FirstExpansions);
        }

        yield return SpaceDimensions.Range($"{name}.width", MinWidth, MaxWidth, WidthStep);
        yield return SpaceDimensions.Range($"{name}.depth", MinDepth, MaxDepth, step: 1);
        yield return SpaceDimensions.Ordinal($"{name}.stride", SpacePart.Architecture, Stride);
        if (!Squeezes.IsEmpty)
        {
            yield return SpaceDimensions.Choice($"{name}.se", SpacePart.Architecture, Squeezes);
        }

        if (!Activations.IsEmpty)
        {
            yield return SpaceDimensions.Choice($"{name}.activation", SpacePart.Architecture, Activations);
        }
    }
}
