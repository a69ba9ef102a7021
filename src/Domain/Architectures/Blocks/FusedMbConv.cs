namespace NasCluster.Domain.Architectures;

/// <summary>
/// The branch of Fused-MBConv of EfficientNet V2 (§3.2): one k×k convolution instead of expansion and depth-wise, then
/// 1×1; with expansion 1 a single k×k convolution with activation.
/// </summary>
internal static class FusedMbConv
{
    public static int Append(MbConv spec, BlockWriter block, int from)
    {
        var mid = spec.MidOf(block.ChannelsOf(from));
        return mid == block.ChannelsOf(from) ? Single(spec, block, from) : Double(spec, block, from, mid);
    }

    private static int Single(MbConv spec, BlockWriter block, int from)
    {
        var x = block.Conv("conv", from, new(spec.OutChannels, spec.Kernel, spec.Stride));
        return block.Act(spec.Activation, block.Norm("bn1", x));
    }

    private static int Double(MbConv spec, BlockWriter block, int from, int mid)
    {
        var x = block.Conv("conv_exp", from, new(mid, spec.Kernel, spec.Stride));
        x = block.Act(spec.Activation, block.Norm("bn1", x));
        x = spec.AppendSqueeze(block, x);
        x = block.Conv("conv_pwl", x, new(spec.OutChannels));
        return block.Norm("bn2", x);
    }
}
