using System.Collections.Immutable;
using NasCluster.Domain.Architectures;

namespace NasCluster.Domain.SearchSpaces;

/// <summary>
/// FBNet V2's spaces F (FLOPs), P (parameters) and L (large), and their small-image versions. Blocks are {3×3, 5×5} ×
/// {SE or not} × {ReLU, hard-swish} and skip; small versions have four of the eight.
/// </summary>
internal static class MaskedSpaces
{
    // P space of the paper: 0.75 to 4.5 in steps of 0.75, and filters from 16 to 28 in steps of 4 in its first row.
    private static readonly ImmutableArray<ParameterValue> Expansions = [0.75, 1.5, 2.25, 3, 3.75, 4.5];
    private static readonly ImmutableArray<ParameterValue> LargeExpansions = [1.5, 3, 4.5, 6];
    private static readonly ImmutableArray<ParameterValue> SmallExpansions = [1.5, 3, 4.5];
    private static readonly ImmutableArray<ParameterValue> Blocks =
    [
        "k3",
        "k3_se",
        "k3_hs",
        "k3_se_hs",
        "k5",
        "k5_se",
        "k5_hs",
        "k5_se_hs",
    ];
    private static readonly ImmutableArray<ParameterValue> SmallBlocks = ["k3", "k3_se_hs", "k5", "k5_se_hs"];

    public static IEnumerable<SearchSpace> All() =>
        [
            Large(
                "f",
                [128, 160, 192, 224],
                Expansions,
                [
                    Widths(8, 16, 4),
                    Widths(16, 28, 4),
                    Widths(24, 40, 4),
                    Widths(40, 64, 8),
                    Widths(64, 96, 8),
                    Widths(128, 192, 16),
                ]
            ),
            Large(
                "p",
                [288],
                Expansions,
                [
                    Widths(16, 28, 4),
                    Widths(16, 28, 4),
                    Widths(24, 40, 4),
                    Widths(48, 72, 8),
                    Widths(80, 112, 8),
                    Widths(128, 184, 8),
                ]
            ),
            Large(
                "l",
                [224, 256],
                LargeExpansions,
                [
                    Widths(16, 24, 4),
                    Widths(20, 32, 4),
                    Widths(32, 48, 8),
                    Widths(56, 80, 8),
                    Widths(96, 128, 8),
                    Widths(160, 224, 16),
                ]
            ),
            Small("f-small", [20, 24, 28], [Widths(12, 24, 4), Widths(24, 48, 8), Widths(40, 64, 8)]),
            Small("p-small", [28], [Widths(16, 28, 4), Widths(24, 40, 4), Widths(32, 56, 8)]),
            Small("l-small", [24, 28, 32], [Widths(16, 32, 4), Widths(32, 64, 8), Widths(64, 112, 16)]),
        ];

    private static ImmutableArray<ParameterValue> Widths(int min, int max, int step) =>
        [.. Enumerable.Range(0, (max - min) / step + 1).Select(i => (ParameterValue)(min + i * step))];

    private static SearchSpace Large(
        string macro,
        ImmutableArray<ParameterValue> sides,
        ImmutableArray<ParameterValue> expansions,
        ImmutableArray<ParameterValue>[] widths
    ) => Create(macro, sides, widths, Blocks, expansions);

    private static SearchSpace Small(
        string macro,
        ImmutableArray<ParameterValue> sides,
        ImmutableArray<ParameterValue>[] widths
    ) => Create(macro, sides, widths, SmallBlocks, SmallExpansions);

    private static SearchSpace Create(
        string macro,
        ImmutableArray<ParameterValue> sides,
        ImmutableArray<ParameterValue>[] widths,
        ImmutableArray<ParameterValue> blocks,
        ImmutableArray<ParameterValue> expansions
    ) =>
        new(
            $"fbnet-v2-{macro}",
            FbNetMaskedDecoder.DecoderName,
            [
                SpaceDimensions.Ordinal("resolution", SpacePart.Architecture, sides),
                SpaceDimensions.Choice("macro", SpacePart.Architecture, macro),
                .. widths.Select(
                    (options, i) => SpaceDimensions.Ordinal($"stage{i + 1}.width", SpacePart.Architecture, options)
                ),
                .. MaskedMacro.Get(macro).Places().SelectMany(place => OfLayer(place, blocks, expansions)),
                .. SpaceDimensions.Recipe(),
            ]
        );

    private static IEnumerable<Dimension> OfLayer(
        MaskedPlace place,
        ImmutableArray<ParameterValue> blocks,
        ImmutableArray<ParameterValue> expansions
    )
    {
        yield return SpaceDimensions.Choice(
            $"layer{place.Number}.block",
            SpacePart.Architecture,
            place.IsFirst ? blocks : blocks.Add(MaskedBlock.Skip)
        );
        yield return SpaceDimensions.Ordinal($"layer{place.Number}.expansion", SpacePart.Architecture, expansions);
    }
}
