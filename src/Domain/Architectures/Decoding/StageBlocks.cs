using System.Collections.Frozen;

namespace NasCluster.Domain.Architectures;

/// <summary>Kinds of block a staged architecture can name; a new one is one line.</summary>
internal static class StageBlocks
{
    private const int EespMultiple = 16;

    private static readonly FrozenDictionary<string, Func<BlockWriter, int, StageBlock, int>> Kinds = new Dictionary<
        string,
        Func<BlockWriter, int, StageBlock, int>
    >
    {
        ["mbconv"] = MbConvOf,
        ["mbconv-se"] = (block, from, spec) => MbConvOf(block, from, spec with { Squeeze = true }),
        ["fused-mbconv"] = (block, from, spec) => MbConvOf(block, from, spec, fused: true),
        ["fbnet"] = FbNet,
        ["ghost"] = (block, from, spec) => Ghost(block, from, spec, attention: false),
        ["ghost-v2"] = (block, from, spec) => Ghost(block, from, spec, attention: true),
        ["esp"] = (block, from, spec) =>
            new EspModule
            {
                OutChannels = spec.Width,
                Strided = spec.Stride > 1,
                DropPath = spec.DropPath,
            }.AppendTo(block, from),
        ["eesp"] = Eesp,
        ["skip"] = (block, from, spec) => new FbNetSkip(spec.Width, spec.Stride).AppendTo(block, from),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IEnumerable<string> Names => Kinds.Keys.Order(StringComparer.Ordinal);

    /// <summary>Whether a block may read the image beside what the block before it gives.</summary>
    public static bool ReadsImage(string kind, StageBlock spec) => kind == "eesp" && spec.Stride > 1;

    /// <exception cref="InvalidNetworkException">There is no such kind.</exception>
    public static int Append(string kind, BlockWriter block, int from, StageBlock spec) =>
        Kinds.TryGetValue(kind, out var append)
            ? append(block, from, spec)
            : throw new InvalidNetworkException(
                $"'{kind}' is not a kind of block; allowed are {string.Join(", ", Names)}."
            );

    private static int MbConvOf(BlockWriter block, int from, StageBlock spec) =>
        MbConvOf(block, from, spec, fused: false);

    private static int MbConvOf(BlockWriter block, int from, StageBlock spec, bool fused) =>
        new MbConv
        {
            OutChannels = spec.Width,
            Kernel = spec.Kernel,
            Stride = spec.Stride,
            Expansion = spec.Expansion,
            Fused = fused,
            Squeezed = SqueezedOf(block, from, spec),
            Activation = spec.Activation ?? Activation.Swish,
            DropPath = spec.DropPath,
        }.AppendTo(block, from);

    // EfficientNet's: a quarter of the block's input width.
    private static int SqueezedOf(BlockWriter block, int from, StageBlock spec) =>
        spec.Squeeze ? Math.Max(1, block.ChannelsOf(from) / 4) : 0;

    private static int FbNet(BlockWriter block, int from, StageBlock spec) =>
        new FbNetBlock
        {
            OutChannels = spec.Width,
            Kernel = spec.Kernel,
            Stride = spec.Stride,
            Expansion = spec.Expansion,
            Gate = spec.Squeeze ? Activation.HardSigmoid : null,
            LessSqueeze = true,
            Activation = spec.Activation ?? Activation.HardSwish,
            DropPath = spec.DropPath,
        }.AppendTo(block, from);

    private static int Ghost(BlockWriter block, int from, StageBlock spec, bool attention)
    {
        var shape = block.Network.ShapeOf(from);
        return new GhostBottleneck
        {
            MidChannels = Widths.MakeDivisible(shape.Channels * spec.Expansion, 4),
            OutChannels = spec.Width,
            Kernel = spec.Kernel,
            Stride = spec.Stride,
            SqueezeRatio = spec.Squeeze ? 0.25 : 0,
            // The attention pools 2×2 first; a map of one pixel has nothing to attend to.
            Attention = attention && Math.Min(shape.Height, shape.Width) >= 2,
            DropPath = spec.DropPath,
        }.AppendTo(block, from);
    }

    // Grouped 1×1 convolutions in four groups on a quarter of the width: multiples of 16.
    private static int Eesp(BlockWriter block, int from, StageBlock spec)
    {
        var width = (spec.Width + EespMultiple - 1) / EespMultiple * EespMultiple;
        if (spec.Stride == 1)
        {
            return new EespUnit { OutChannels = width, DropPath = spec.DropPath }.AppendTo(block, from);
        }

        var channels = block.ChannelsOf(from);
        if (width > channels && channels % EespMultiple == 0)
        {
            return new StridedEesp { OutChannels = width }.AppendTo(block, from, Network.InputIndex);
        }

        var pooled = block.Free(new AveragePool2d(3, 2, 1), from);
        return new EespUnit { OutChannels = width }.AppendTo(block, pooled);
    }
}
