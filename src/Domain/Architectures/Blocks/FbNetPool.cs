namespace NasCluster.Domain.Architectures;

/// <summary>FBNet V2/V3's pooling head: 1×1, normalisation, activation, global mean, 1×1 without normalisation, activation.</summary>
public sealed record FbNetPool(int OutChannels, double Expansion, Activation Activation)
{
    private const int Divisor = 8;

    public int AppendTo(BlockWriter block, int from)
    {
        var mid = Widths.Divisible(block.ChannelsOf(from) * Expansion, Divisor);
        var x = block.Child("pw").Conv("conv", from, new(mid));
        x = block.Act(Activation, block.Child("pw").Norm("bn", x));
        x = block.Free(new GlobalAveragePool(), x);
        x = block.Child("pwl").Conv("conv", x, new(OutChannels));
        return block.Act(Activation, x);
    }
}
