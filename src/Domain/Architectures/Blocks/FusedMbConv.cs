namespace NasCluster.Domain.Architectures;

/// <summary>
/// Fused-MBConv of EfficientNet V2 (§3.2): one k×k convolution instead of expansion and depth-wise, then 1×1; with
/// expansion 1 a single k×k convolution with activation. Residual where stride is 1 and the widths are equal.
/// </summary>
public sealed record FusedMbConv
{
    public required int OutChannels { get; init; }

    public required int Kernel { get; init; }

    public int Stride { get; init; } = 1;

    public double Expansion { get; init; } = 1;

    /// <summary>Channels in the middle of squeeze-and-excitation; 0 is none, as in all published networks.</summary>
    public int Squeezed { get; init; }

    public Activation Activation { get; init; } = Activation.Swish;

    public Activation Gate { get; init; } = Activation.Sigmoid;

    public double DropPath { get; init; }

    public int AppendTo(BlockWriter block, int from)
    {
        var inChannels = block.ChannelsOf(from);
        var mid = (int)(inChannels * Expansion);
        var x = mid == inChannels ? Single(block, from) : Double(block, from, mid);
        return Stride == 1 && inChannels == OutChannels ? block.Residual(x, from, DropPath) : x;
    }

    private int Single(BlockWriter block, int from)
    {
        var x = block.Conv("conv", from, new(OutChannels, Kernel, Stride));
        return block.Act(Activation, block.Norm("bn1", x));
    }

    private int Double(BlockWriter block, int from, int mid)
    {
        var x = block.Conv("conv_exp", from, new(mid, Kernel, Stride));
        x = block.Act(Activation, block.Norm("bn1", x));
        if (Squeezed > 0)
        {
            x = new SqueezeExcite(Squeezed, Activation, Gate, "conv_reduce", "conv_expand").AppendTo(
                block.Child("se"),
                x
            );
        }

        x = block.Conv("conv_pwl", x, new(OutChannels));
        return block.Norm("bn2", x);
    }
}
