using System.Collections.Immutable;

namespace NasCluster.Domain.SearchSpaces;

/// <summary>A space of staged networks over chosen kinds of block, decoded by "staged-blocks".</summary>
internal sealed record BlockSpace(string Name, ImmutableArray<ParameterValue> Blocks)
{
    public const string Decoder = "staged-blocks";

    public required ImmutableArray<ParameterValue> Resolutions { get; init; }

    public required (int Min, int Max, int Step) Stem { get; init; }

    public required int StemStride { get; init; }

    public required (int Min, int Max, int Step) Head { get; init; }

    public required ImmutableArray<StageSpace> Stages { get; init; }

    public IEnumerable<Dimension> Recipe { get; init; } = SpaceDimensions.Recipe();

    public SearchSpace Create() => new(Name, Decoder, [.. Architecture(), .. Recipe]);

    private IEnumerable<Dimension> Architecture()
    {
        yield return SpaceDimensions.Ordinal("resolution", SpacePart.Architecture, Resolutions);
        yield return SpaceDimensions.Range("stem.width", Stem.Min, Stem.Max, Stem.Step);
        yield return SpaceDimensions.Ordinal("stem.stride", SpacePart.Architecture, StemStride);
        for (var stage = 1; stage <= Stages.Length; stage++)
        {
            foreach (var dimension in Stages[stage - 1].Dimensions(stage, Blocks))
            {
                yield return dimension;
            }
        }

        yield return SpaceDimensions.Range("head.width", Head.Min, Head.Max, Head.Step);
    }
}
