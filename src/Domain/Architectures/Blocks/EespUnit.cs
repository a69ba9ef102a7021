namespace NasCluster.Domain.Architectures;

/// <summary>
/// EESP unit of ESPNetV2 (§3): grouped 1×1, K depth-wise dilated 3×3 branches, hierarchical feature fusion over all of
/// them, concatenation, normalisation, grouped 1×1, residual, PReLU.
/// </summary>
public sealed record EespUnit
{
    public required int OutChannels { get; init; }

    public int Branches { get; init; } = 4;

    /// <summary>Largest effective kernel of a branch; larger ones fall back to 3.</summary>
    public int ReceptiveLimit { get; init; } = 9;

    /// <summary>Halves the size in the branches and ends before residual and PReLU, whose slopes are kept unused.</summary>
    public bool Strided { get; init; }

    public double DropPath { get; init; }

    /// <summary>Dilation of every branch, ascending.</summary>
    public static int[] Dilations(int branches, int limit)
    {
        var sizes = Enumerable.Range(0, branches).Select(i => 3 + 2 * i).Select(size => size > limit ? 3 : size);
        return [.. sizes.Order().Select(size => (size - 1) / 2)];
    }

    public int AppendTo(BlockWriter block, int from)
    {
        if (Branches < 1 || OutChannels % Branches != 0)
        {
            throw new InvalidNetworkException(
                block.Path.ToString(),
                $"{OutChannels} channels do not divide by {Branches} branches."
            );
        }

        var width = OutChannels / Branches;
        var part = block.Child("proj_1x1");
        var x = part.Conv("conv", from, new(width, 1, Groups: Branches));
        x = part.PRelu("act", part.Norm("bn", x));
        x = block.Free(new ConcatLayer(), [.. Pyramid(block.Child("spp_dw"), x, width)]);
        var joined = block.Child("br_after_cat");
        x = joined.PRelu("act", joined.Norm("bn", x));
        var expand = block.Child("conv_1x1_exp");
        x = expand.Norm("bn", expand.Conv("conv", x, new(OutChannels, 1, Groups: Branches)));
        if (Strided)
        {
            block.PRelu("module_act", x);
            return x;
        }

        x = block.ChannelsOf(from) == OutChannels ? block.Residual(x, from, DropPath) : x;
        return block.PRelu("module_act", x);
    }

    private int[] Pyramid(BlockWriter block, int from, int width)
    {
        var dilations = Dilations(Branches, ReceptiveLimit);
        var branches = new int[Branches];
        for (var i = 0; i < Branches; i++)
        {
            var spec = new ConvSpec(width, 3, Strided ? 2 : 1, Groups: width);
            var x = block.Child($"{i}").Conv("conv", from, spec, dilation: dilations[i]);
            branches[i] = i == 0 ? x : block.Free(new AddLayer(), x, branches[i - 1]);
        }

        return branches;
    }
}
