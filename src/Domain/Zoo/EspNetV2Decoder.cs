using NasCluster.Domain.Architectures;

namespace NasCluster.Domain.Zoo;

/// <summary>ESPNetV2's segmentation decoder: EESP and pyramid pooling at 1/8, then bilinear steps joined with the levels.</summary>
internal sealed record EspNetV2Decoder(int Classes, double Dropout)
{
    private const int PyramidLevels = 4;

    /// <returns>Node of the scores at 1/8, which the authors train beside the output.</returns>
    public int AppendTo(BlockWriter block, int[] levels)
    {
        var (first, second, third, fourth) = (levels[0], levels[1], levels[2], levels[3]);
        var width = block.ChannelsOf(third);
        var x = EspNetEncoder.ConvNormAct(block.Child("proj_L4_C"), fourth, new(width));
        x = block.Free(new ConcatLayer(), third, Resize(block, x, third));
        x = new EespUnit { OutChannels = width, ReceptiveLimit = 7 }.AppendTo(block.Child("pspMod.0"), x);
        x = Pyramid(block.Child("pspMod.1"), x);
        var scores = Scores(block.Child("project_l3.1"), x);
        var part = block.Child("act_l3");
        x = part.PRelu("act", part.Norm("bn", scores));
        x = block.Free(new ConcatLayer(), second, Resize(block, x, second));
        x = EspNetEncoder.ConvNormAct(block.Child("project_l2"), x, new(Classes));
        x = block.Free(new ConcatLayer(), first, Resize(block, x, first));
        x = Scores(block.Child("project_l1.1"), x);
        Resize(block, x, Network.InputIndex);
        return scores;
    }

    private int Scores(BlockWriter part, int from) =>
        part.Conv("conv", part.Free(new ChannelDropoutLayer(Dropout), from), new(Classes));

    private static int Pyramid(BlockWriter block, int from)
    {
        var channels = block.ChannelsOf(from);
        var maps = new List<int> { from };
        var x = from;
        for (var i = 0; i < PyramidLevels; i++)
        {
            x = block.Free(new AveragePool2d(3, 2, 1), x);
            var filtered = block.Child($"stages.{i}").Conv("conv", x, new(channels, 3, Groups: channels));
            maps.Add(Resize(block, filtered, from));
        }

        x = block.Free(new ConcatLayer(), [.. maps]);
        return EspNetEncoder.ConvNormAct(block.Child("project"), x, new(channels));
    }

    private static int Resize(BlockWriter block, int from, int like)
    {
        var shape = block.Network.ShapeOf(like);
        return block.Free(new ResizeLayer(shape.Height, shape.Width, ResizeMode.BilinearAlignCorners), from);
    }
}
