namespace NasCluster.Domain.Architectures;

/// <summary>
/// MBConv of EfficientNet V1 and V2 (§3): 1×1 expansion, depth-wise k×k, squeeze-and-excitation sized on the block's
/// input, 1×1 projection; residual where stride is 1 and the widths are equal. Names as in timm.
/// </summary>
public sealed record MbConv
{
    public required int OutChannels { get; init; }

    public required int Kernel { get; init; }

    public int Stride { get; init; } = 1;

    /// <summary>Mid width over input width, not rounded; 1 leaves the expansion out.</summary>
    public double Expansion { get; init; } = 1;

    /// <summary>Fused-MBConv (EfficientNet V2, §3.2): expansion and depth-wise are one k×k convolution.</summary>
    public bool Fused { get; init; }

    /// <summary>Channels in the middle of squeeze-and-excitation; 0 is none, as in all published fused blocks.</summary>
    public int Squeezed { get; init; }

    public Activation Activation { get; init; } = Activation.Swish;

    public Activation Gate { get; init; } = Activation.Sigmoid;

    public double DropPath { get; init; }

    public int AppendTo(BlockWriter block, int from)
    {
        var x = Fused ? FusedMbConv.Append(this, block, from) : Append(block, from);
        return Stride == 1 && block.ChannelsOf(from) == OutChannels ? block.Residual(x, from, DropPath) : x;
    }

    internal int MidOf(int inChannels) => (int)(inChannels * Expansion);

    internal int AppendSqueeze(BlockWriter block, int from) =>
        Squeezed > 0
            ? new SqueezeExcite(Squeezed, Activation, Gate, "conv_reduce", "conv_expand").AppendTo(
                block.Child("se"),
                from
            )
            : from;

    private int Append(BlockWriter block, int from)
    {
        var mid = MidOf(block.ChannelsOf(from));
        var expands = mid != block.ChannelsOf(from);
        var x = from;
        if (expands)
        {
            x = block.Conv("conv_pw", x, new(mid));
            x = block.Act(Activation, block.Norm("bn1", x));
        }

        x = block.Conv("conv_dw", x, new(mid, Kernel, Stride, Groups: mid));
        x = block.Act(Activation, block.Norm(expands ? "bn2" : "bn1", x));
        x = AppendSqueeze(block, x);
        x = block.Conv(expands ? "conv_pwl" : "conv_pw", x, new(OutChannels));
        return block.Norm(expands ? "bn3" : "bn2", x);
    }
}
