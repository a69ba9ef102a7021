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

    /// <summary>Channels in the middle of squeeze-and-excitation; 0 is none.</summary>
    public int Squeezed { get; init; }

    public Activation Activation { get; init; } = Activation.Swish;

    public Activation Gate { get; init; } = Activation.Sigmoid;

    public double DropPath { get; init; }

    public int AppendTo(BlockWriter block, int from)
    {
        var inChannels = block.ChannelsOf(from);
        var mid = (int)(inChannels * Expansion);
        var expands = mid != inChannels;
        var x = from;
        if (expands)
        {
            x = block.Conv("conv_pw", x, new(mid));
            x = block.Act(Activation, block.Norm("bn1", x));
        }

        x = block.Conv("conv_dw", x, new(mid, Kernel, Stride, Groups: mid));
        x = block.Act(Activation, block.Norm(expands ? "bn2" : "bn1", x));
        x = Squeezed > 0 ? SqueezeOf(Squeezed).AppendTo(block.Child("se"), x) : x;
        x = block.Conv(expands ? "conv_pwl" : "conv_pw", x, new(OutChannels));
        x = block.Norm(expands ? "bn3" : "bn2", x);
        return Stride == 1 && inChannels == OutChannels ? block.Residual(x, from, DropPath) : x;
    }

    private SqueezeExcite SqueezeOf(int reduced) => new(reduced, Activation, Gate, "conv_reduce", "conv_expand");
}
