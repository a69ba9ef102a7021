using NasCluster.Domain.Architectures;

namespace NasCluster.Domain.Zoo;

/// <summary>ESPNetV2's levels of strided and plain EESP units; the first level stays at 32 channels above scale 1.</summary>
internal sealed record EspNetV2Backbone(double Scale)
{
    private const int Branches = 4;
    private const int WidestStem = 32;

    /// <summary>Plain EESP units of level 3.</summary>
    public int ThirdRepeats { get; init; } = 3;

    /// <summary>Plain EESP units of level 4.</summary>
    public int FourthRepeats { get; init; } = 7;

    /// <summary>Cuts the levels' own limits of effective kernels.</summary>
    public int ReceptiveLimit { get; init; } = 13;

    private int Base => (int)Math.Ceiling((int)(32 * Scale) / (double)Branches) * Branches;

    /// <summary>Outputs of levels 1 to 4, at 1/2 to 1/16.</summary>
    public int[] AppendTo(BlockWriter block)
    {
        var first = EspNetEncoder.ConvNormAct(
            block.Child("level1"),
            Network.InputIndex,
            new(Math.Min(Base, WidestStem), 3, 2)
        );
        var second = Strided(block.Child("level2_0"), first, 2 * Base, limit: 13, Network.InputIndex);
        var third = Strided(block.Child("level3_0"), second, 4 * Base, limit: 11, Network.InputIndex);
        third = Repeat(block, "level3", third, count: ThirdRepeats, limit: 9);
        var fourth = Strided(block.Child("level4_0"), third, 8 * Base, limit: 9, Network.InputIndex);
        fourth = Repeat(block, "level4", fourth, count: FourthRepeats, limit: 7);
        return [first, second, third, fourth];
    }

    /// <summary>Level 5 and the last convolutions of the classification network.</summary>
    public int AppendTop(BlockWriter block, int from)
    {
        var x = Strided(block.Child("level5_0"), from, 16 * Base, limit: 7, image: null);
        x = Repeat(block, "level5", x, count: 3, limit: 5);
        x = EspNetEncoder.ConvNormAct(block.Child("level5.3"), x, new(16 * Base, 3, Groups: 16 * Base));
        var last = Scale <= 1.5 ? 1024 : 1280;
        return EspNetEncoder.ConvNormAct(block.Child("level5.4"), x, new(last, 1, Groups: Branches));
    }

    private int Strided(BlockWriter block, int from, int channels, int limit, int? image)
    {
        var unit = new StridedEesp
        {
            OutChannels = channels,
            ReceptiveLimit = Math.Min(limit, ReceptiveLimit),
            ImageChannels = Math.Min(block.ChannelsOf(Network.InputIndex), block.ChannelsOf(from)),
        };
        return unit.AppendTo(block, from, image);
    }

    private int Repeat(BlockWriter block, string level, int from, int count, int limit)
    {
        var x = from;
        for (var i = 0; i < count; i++)
        {
            var unit = new EespUnit
            {
                OutChannels = block.ChannelsOf(x),
                ReceptiveLimit = Math.Min(limit, ReceptiveLimit),
            };
            x = unit.AppendTo(block.Child($"{level}.{i}"), x);
        }

        return x;
    }
}
