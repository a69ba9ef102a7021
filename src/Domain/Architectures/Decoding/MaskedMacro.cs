using System.Collections.Frozen;
using System.Collections.Immutable;

namespace NasCluster.Domain.Architectures;

/// <summary>What FBNet V2's spaces leave fixed: stem, head, layers and strides of the stages.</summary>
/// <remarks>
/// The paper gives the kinds of its three spaces (for FLOPs, for parameters, large) and one row; depths and strides here
/// follow its released networks, and the small ones are cut to images of 28 to 32 pixels.
/// </remarks>
/// <param name="Stem">Width of the stem.</param>
/// <param name="StemStride">Its stride.</param>
/// <param name="Head">Width of the last 1×1 convolution.</param>
/// <param name="Stages">Layers and first stride of each stage.</param>
internal sealed record MaskedMacro(int Stem, int StemStride, int Head, ImmutableArray<(int Layers, int Stride)> Stages)
{
    private static readonly FrozenDictionary<string, MaskedMacro> Macros = new Dictionary<string, MaskedMacro>
    {
        ["f"] = new(8, 2, 1600, [(1, 1), (2, 2), (2, 2), (3, 2), (3, 1), (4, 2)]),
        ["p"] = new(16, 2, 1984, [(1, 1), (3, 2), (4, 2), (3, 2), (4, 1), (4, 2)]),
        ["l"] = new(16, 2, 1984, [(1, 1), (4, 2), (4, 2), (4, 2), (6, 1), (6, 2)]),
        ["f-small"] = new(8, 1, 160, [(2, 2), (2, 2), (2, 1)]),
        ["p-small"] = new(8, 1, 96, [(2, 2), (3, 2), (2, 1)]),
        ["l-small"] = new(16, 1, 256, [(2, 2), (3, 2), (3, 1)]),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">There is none of this name.</exception>
    public static MaskedMacro Get(string name) =>
        Macros.TryGetValue(name, out var macro)
            ? macro
            : throw new InvalidOperationException(
                $"macro is '{name}'; allowed are {string.Join(", ", Macros.Keys.Order(StringComparer.Ordinal))}."
            );

    /// <summary>All layers in order.</summary>
    public IEnumerable<MaskedPlace> Places()
    {
        var number = 1;
        for (var stage = 1; stage <= Stages.Length; stage++)
        {
            var (layers, stride) = Stages[stage - 1];
            for (var i = 0; i < layers; i++, number++)
            {
                yield return new(number, stage, i == 0, i == 0 ? stride : 1);
            }
        }
    }
}
