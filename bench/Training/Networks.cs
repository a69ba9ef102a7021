using NasCluster.Domain.Architectures;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Training;

/// <summary>The three networks that are timed: one stem, three stages of one kind of block, one head; 28×28 grey images.</summary>
internal static class Networks
{
    public const int Classes = 10;
    public const int Side = 28;

    private static readonly int[] Widths = [24, 48, 72];
    private static readonly int[] Depths = [2, 2, 1];
    private static readonly int[] Strides = [2, 2, 1];

    public static IReadOnlyList<(string Name, Network Network)> All { get; } =
    [("MBConv", Of("mbconv", 4)), ("Ghost", Of("ghost", 4)), ("Fused", Of("fused-mbconv", 4))];

    private static Network Of(string block, int expansion)
    {
        var architecture = ParameterSet
            .Empty.With("stem.width", 16)
            .With("stem.stride", 1)
            .With("head.width", 128)
            .With("resolution", Side);
        for (var stage = 1; stage <= Widths.Length; stage++)
        {
            architecture = architecture
                .With($"stage{stage}.block", block)
                .With($"stage{stage}.kernel", 3)
                .With($"stage{stage}.expansion", expansion)
                .With($"stage{stage}.width", Widths[stage - 1])
                .With($"stage{stage}.depth", Depths[stage - 1])
                .With($"stage{stage}.stride", Strides[stage - 1]);
        }

        return DecoderCatalog.Get("staged-blocks").Decode(new(architecture, ParameterSet.Empty), new(1, Side, Classes));
    }
}
