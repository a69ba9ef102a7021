using NasCluster.Domain.Architectures;

namespace NasCluster.Domain.Zoo;

/// <summary>ESPNet-C: three levels of ESP modules with the pooled image joined in; scores at 1/8.</summary>
/// <param name="Second">ESP modules of level 2 (the paper's α₂).</param>
/// <param name="Third">ESP modules of level 3 (the paper's α₃).</param>
/// <param name="Classes">Classes.</param>
internal sealed record EspNetEncoder(int Second, int Third, int Classes)
{
    /// <summary>Multiplies the channels.</summary>
    public double Width { get; init; } = 1;

    public EspNetMaps AppendTo(BlockWriter block)
    {
        var stem = ConvNormAct(block.Child("level1"), Network.InputIndex, new(Scaled(16), 3, 2));
        var half = block.Free(new AveragePool2d(3, 2, 1), Network.InputIndex);
        var quarter = block.Free(new AveragePool2d(3, 2, 1), half);
        var joined = Join(block.Child("b1"), stem, half);

        var first = new EspModule { OutChannels = Scaled(64), Strided = true }.AppendTo(
            block.Child("level2_0"),
            joined
        );
        var x = Repeat(block, "level2", first, Second);
        var second = Join(block.Child("b2"), x, first, quarter);

        first = new EspModule { OutChannels = Scaled(128), Strided = true }.AppendTo(block.Child("level3_0"), second);
        x = Repeat(block, "level3", first, Third);
        x = Join(block.Child("b3"), first, x);
        var scores = block.Child("classifier").Conv("conv", x, new(Classes));
        return new(stem, joined, second, scores);
    }

    internal static int ConvNormAct(BlockWriter part, int from, ConvSpec spec)
    {
        var x = part.Conv("conv", from, spec);
        return part.PRelu("act", part.Norm("bn", x));
    }

    internal static int Join(BlockWriter part, params int[] maps)
    {
        var x = part.Free(new ConcatLayer(), [.. maps]);
        return part.PRelu("act", part.Norm("bn", x));
    }

    private int Scaled(int channels) => (int)Math.Round(channels * Width);

    private static int Repeat(BlockWriter block, string level, int from, int count)
    {
        var x = from;
        for (var i = 0; i < count; i++)
        {
            x = new EspModule { OutChannels = block.ChannelsOf(x) }.AppendTo(block.Child($"{level}.{i}"), x);
        }

        return x;
    }
}
