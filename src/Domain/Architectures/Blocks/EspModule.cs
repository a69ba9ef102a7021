namespace NasCluster.Domain.Architectures;

/// <summary>
/// ESP module of ESPNet (§3): reduce, a pyramid of five dilated 3×3 convolutions, hierarchical feature fusion over the
/// four dilated ones, concatenation, residual, normalisation, PReLU. Strided, it is the down-sampler.
/// </summary>
public sealed record EspModule
{
    private const int Branches = 5;
    private static readonly int[] Dilations = [1, 2, 4, 8, 16];

    public required int OutChannels { get; init; }

    /// <summary>Halves the size: the reduction is a 3×3 convolution with stride 2, and there is no residual.</summary>
    public bool Strided { get; init; }

    /// <summary>Adds the input where the widths are equal.</summary>
    public bool Residual { get; init; } = true;

    public double DropPath { get; init; }

    public int AppendTo(BlockWriter block, int from)
    {
        var width = OutChannels / Branches;
        var first = OutChannels - (Branches - 1) * width;
        var reduced = block.Child("c1").Conv("conv", from, Strided ? new(width, 3, 2) : new(width));
        var branches = new int[Branches];
        for (var i = 0; i < Branches; i++)
        {
            var spec = new ConvSpec(i == 0 ? first : width, 3);
            branches[i] = block.Child($"d{Dilations[i]}").Conv("conv", reduced, spec, dilation: Dilations[i]);
        }

        // Hierarchical feature fusion; the undilated branch stays out, its width may differ.
        for (var i = 2; i < Branches; i++)
        {
            branches[i] = block.Free(new AddLayer(), branches[i - 1], branches[i]);
        }

        var x = block.Free(new ConcatLayer(), [.. branches]);
        var adds = Residual && !Strided && block.ChannelsOf(from) == OutChannels;
        x = adds ? block.Residual(x, from, DropPath) : x;
        var last = Strided ? block : block.Child("bn");
        return last.PRelu("act", last.Norm("bn", x));
    }
}
