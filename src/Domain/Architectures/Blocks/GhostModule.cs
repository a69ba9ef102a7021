namespace NasCluster.Domain.Architectures;

/// <summary>
/// Ghost module (GhostNet §3.1): a primary convolution makes ⌈o/r⌉ channels, a cheap depth-wise one the rest; both are
/// joined and cut to o channels.
/// </summary>
public sealed record GhostModule
{
    public required int OutChannels { get; init; }

    public int Kernel { get; init; } = 1;

    public int Ratio { get; init; } = 2;

    public int CheapKernel { get; init; } = 3;

    public int Stride { get; init; } = 1;

    public bool Relu { get; init; } = true;

    public int AppendTo(BlockWriter block, int from)
    {
        var own = (OutChannels + Ratio - 1) / Ratio;
        var primary = Part(block.Child("primary_conv"), from, new(own, Kernel, Stride));
        var cheap = Part(block.Child("cheap_operation"), primary, new(own * (Ratio - 1), CheapKernel, Groups: own));
        var joined = block.Free(new ConcatLayer(), primary, cheap);
        return block.ChannelsOf(joined) == OutChannels ? joined : block.Free(new ChannelSlice(OutChannels), joined);
    }

    private int Part(BlockWriter part, int from, ConvSpec spec)
    {
        var x = part.Norm("1", part.Conv("0", from, spec));
        return Relu ? part.Act(Activation.Relu, x) : x;
    }
}
