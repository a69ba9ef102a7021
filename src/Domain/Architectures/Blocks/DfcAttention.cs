namespace NasCluster.Domain.Architectures;

/// <summary>
/// Decoupled fully connected attention of GhostNetV2 (§3.2, as released): mean over 2×2, 1×1, depth-wise 1×5, depth-wise
/// 5×1, each normalised; sigmoid; nearest up-sampling; multiplied with the features.
/// </summary>
public static class DfcAttention
{
    private const int Reach = 5;

    public static int AppendTo(BlockWriter block, int from, int features)
    {
        var part = block.Child("short_conv");
        var channels = block.ChannelsOf(features);
        var shape = block.Network.ShapeOf(features);
        var x = block.Free(new AveragePool2d(2, 2), from);
        x = part.Norm("1", part.Conv("0", x, new(channels)));
        x = part.Norm("3", Row(part, "2", x, new(1, Reach)));
        x = part.Norm("5", Row(part, "4", x, new(Reach, 1)));
        x = block.Act(Activation.Sigmoid, x);
        x = block.Free(new ResizeLayer(shape.Height, shape.Width, ResizeMode.Nearest), x);
        return block.Free(new ScaleLayer(), features, x);
    }

    private static int Row(BlockWriter part, string name, int from, Extent kernel) =>
        part.Conv(name, from, new(part.ChannelsOf(from), kernel, Groups: part.ChannelsOf(from)));
}
