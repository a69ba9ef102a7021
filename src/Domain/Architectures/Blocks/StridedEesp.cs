namespace NasCluster.Domain.Architectures;

/// <summary>
/// Strided EESP with the long-range shortcut of ESPNetV2 (§3.2): mean-pooled input beside a strided EESP unit, plus a
/// projection of the image pooled to the same size, PReLU.
/// </summary>
/// <remarks>The projection's tensors exist without an image too: the release builds and never uses them.</remarks>
public sealed record StridedEesp
{
    public required int OutChannels { get; init; }

    public int Branches { get; init; } = 4;

    public int ReceptiveLimit { get; init; } = 9;

    public int ImageChannels { get; init; } = 3;

    /// <param name="block">Where it is written.</param>
    /// <param name="from">Feature map.</param>
    /// <param name="image">Node of the image, or null.</param>
    public int AppendTo(BlockWriter block, int from, int? image)
    {
        var pooled = block.Free(new AveragePool2d(3, 2, 1), from);
        var unit = new EespUnit
        {
            OutChannels = OutChannels - block.ChannelsOf(from),
            Branches = Branches,
            ReceptiveLimit = ReceptiveLimit,
            Strided = true,
        };
        var x = block.Free(new ConcatLayer(), pooled, unit.AppendTo(block.Child("eesp"), from));
        var projected = Project(block, image is { } node ? Shrink(block, node, x) : Unused(block, from));
        x = image is null ? x : block.Free(new AddLayer(), x, projected);
        return block.PRelu("act", x);
    }

    private int Unused(BlockWriter block, int from) => block.Free(new ChannelSlice(ImageChannels), from);

    private static int Shrink(BlockWriter block, int image, int to)
    {
        var height = block.Network.ShapeOf(to).Height;
        var x = image;
        do
        {
            if (block.Network.ShapeOf(x).Height <= height)
            {
                throw new InvalidNetworkException(
                    block.Path.ToString(),
                    "pooling the image does not reach the map's height."
                );
            }

            x = block.Free(new AveragePool2d(3, 2, 1), x);
        } while (block.Network.ShapeOf(x).Height != height);

        return x;
    }

    private int Project(BlockWriter block, int image)
    {
        var first = block.Child("inp_reinf.0");
        var x = first.Conv("conv", image, new(block.ChannelsOf(image), 3));
        x = first.PRelu("act", first.Norm("bn", x));
        var second = block.Child("inp_reinf.1");
        return second.Norm("bn", second.Conv("conv", x, new(OutChannels)));
    }
}
