namespace NasCluster.Domain.Architectures;

/// <summary>
/// Inverted residual of FBNet V1, V2 and V3 with the names of mobile-vision: 1×1 (grouped), channel shuffle where grouped,
/// depth-wise k×k, squeeze-and-excitation, 1×1 (grouped); residual where stride is 1 and the widths are equal.
/// </summary>
public sealed record FbNetBlock
{
    private const int Divisor = 8;
    private const double SqueezeRatio = 0.25;

    public required int OutChannels { get; init; }

    public required int Kernel { get; init; }

    public int Stride { get; init; } = 1;

    /// <summary>Mid width over input width; the product is rounded to a multiple of 8 by <see cref="Widths.Divisible"/>.</summary>
    public double Expansion { get; init; } = 1;

    public int Groups { get; init; } = 1;

    /// <summary>Gate of squeeze-and-excitation; null is none.</summary>
    public Activation? Gate { get; init; }

    /// <summary>FBNet V3: squeeze-and-excitation is sized on the input width instead of the mid width.</summary>
    public bool LessSqueeze { get; init; }

    public Activation Activation { get; init; } = Activation.Relu;

    /// <summary>Convolutions have biases beside their normalisation (the authors' later code for V1).</summary>
    public bool Bias { get; init; }

    /// <summary>The paper's V1 block keeps its first 1×1 when the expansion is 1; later code leaves it out.</summary>
    public bool KeepsExpansion { get; init; }

    /// <summary>Padding of the depth-wise convolution where it is not k//2 (FBNet V3).</summary>
    public int? DepthwisePadding { get; init; }

    public double DropPath { get; init; }

    /// <summary>Adds the input where stride is 1 and the widths are equal.</summary>
    public bool Shortcut { get; init; } = true;

    public int AppendTo(BlockWriter block, int from)
    {
        var inChannels = block.ChannelsOf(from);
        var mid = Widths.Divisible(inChannels * Expansion, Divisor);
        var x = from;
        if (KeepsExpansion || mid != inChannels)
        {
            x = ConvNorm(block.Child("pw"), x, new(mid, 1, Groups: Groups));
            x = block.Act(Activation, x);
        }

        x = Groups > 1 ? block.Free(new ChannelShuffle(Groups), x) : x;
        x = ConvNorm(block.Child("dw"), x, new(mid, Kernel, Stride, Groups: mid), DepthwisePadding);
        x = block.Act(Activation, x);
        x = Gate is { } gate ? SqueezeOf(mid, gate).AppendTo(block.Child("se"), x) : x;
        x = ConvNorm(block.Child("pwl"), x, new(OutChannels, 1, Groups: Groups));
        return Shortcut && Stride == 1 && inChannels == OutChannels ? block.Residual(x, from, DropPath) : x;
    }

    private SqueezeExcite SqueezeOf(int mid, Activation gate)
    {
        var width = LessSqueeze ? mid * SqueezeRatio / Expansion : mid * SqueezeRatio;
        return new(Widths.Divisible((int)width, Divisor), Activation, gate, "se.0.conv", "se.1");
    }

    private int ConvNorm(BlockWriter part, int from, ConvSpec spec, int? padding = null)
    {
        var conv = part.Conv("conv", from, spec, Bias, padding: padding is { } side ? side : null);
        return part.Norm("bn", conv);
    }
}
