namespace NasCluster.Domain.Architectures;

/// <summary>
/// Ghost bottleneck of GhostNet V1 (§3.2) and, with attention, of V2: ghost module to the mid width, depth-wise k×k where
/// strided, squeeze-and-excitation, ghost module without activation, shortcut.
/// </summary>
public sealed record GhostBottleneck
{
    private const int SqueezeDivisor = 4;

    public required int MidChannels { get; init; }

    public required int OutChannels { get; init; }

    /// <summary>Of the depth-wise convolutions of strided blocks and shortcuts; the cheap ones stay 3×3.</summary>
    public int Kernel { get; init; } = 3;

    public int Stride { get; init; } = 1;

    /// <summary>Squeezed over mid width; 0 is none.</summary>
    public double SqueezeRatio { get; init; }

    /// <summary>DFC attention beside the first ghost module (GhostNetV2).</summary>
    public bool Attention { get; init; }

    public double DropPath { get; init; }

    public int AppendTo(BlockWriter block, int from)
    {
        var x = new GhostModule { OutChannels = MidChannels }.AppendTo(block.Child("ghost1"), from);
        x = Attention ? DfcAttention.AppendTo(block.Child("ghost1"), from, x) : x;
        if (Stride > 1)
        {
            x = block.Conv("conv_dw", x, new(MidChannels, Kernel, Stride, Groups: MidChannels));
            x = block.Norm("bn_dw", x);
        }

        if (SqueezeRatio > 0)
        {
            var reduced = Widths.MakeDivisible(MidChannels * SqueezeRatio, SqueezeDivisor);
            var squeeze = new SqueezeExcite(
                reduced,
                Activation.Relu,
                Activation.HardSigmoid,
                "conv_reduce",
                "conv_expand"
            );
            x = squeeze.AppendTo(block.Child("se"), x);
        }

        x = new GhostModule { OutChannels = OutChannels, Relu = false }.AppendTo(block.Child("ghost2"), x);
        return block.Residual(x, Shortcut(block.Child("shortcut"), from), DropPath);
    }

    private int Shortcut(BlockWriter part, int from)
    {
        var channels = part.ChannelsOf(from);
        if (Stride == 1 && channels == OutChannels)
        {
            return from;
        }

        var x = part.Norm("1", part.Conv("0", from, new(channels, Kernel, Stride, Groups: channels)));
        return part.Norm("3", part.Conv("2", x, new(OutChannels)));
    }
}
