using NasCluster.Trainer.Data;
using NasCluster.Trainer.Tests.Shared;

namespace NasCluster.Trainer.Tests.Data;

public sealed class ImageChangesTests
{
    private const int Side = 12;
    private static readonly ImageSet Images = Stripes.Load(Side, 60, 3, channels: 3).Train;
    private static readonly ChannelStatistics Statistics = ChannelStatistics.Of(Images, [.. Enumerable.Range(0, 60)]);

    private static readonly LoaderOptions Plain = new()
    {
        BatchSize = 20,
        Statistics = Statistics,
        Training = true,
        Seed = 3,
        Flip = true,
        Crop = 2,
    };

    [Fact]
    public void Epoch_RandAugmentAndErasingOff_IsAsBefore()
    {
        var off = Plain with { RandAugment = new(0, 2), RandomErasing = 0 };
        Assert.Equal(Read(Plain, 1), Read(off, 1));
    }

    [Fact]
    public void Epoch_RandAugmentAndErasing_DependOnSeedAndEpochOnly()
    {
        var on = Plain with { RandAugment = new(9, 2), RandomErasing = 0.5 };
        var expected = Read(on, 2);
        Assert.Equal(expected, Read(on with { Queue = 1 }, 2));
        Assert.NotEqual(expected, Read(on, 1));
        Assert.NotEqual(expected, Read(on with { Seed = 4 }, 2));
        Assert.NotEqual(expected, Read(Plain, 2));
    }

    [Fact]
    public void Epoch_Erasing_DoesNotShiftWhatElseHappens()
    {
        var on = Plain with { RandAugment = new(9, 2) };
        var (whole, erased) = (Read(on, 0), Read(on with { RandomErasing = 0.5 }, 0));
        Assert.NotEqual(whole, erased);
        Assert.All(whole.Zip(erased), pair => Assert.True(pair.Second == pair.First || pair.Second == 0));
    }

    [Fact]
    public void Epoch_Evaluation_IsNeverAugmented()
    {
        var evaluation = Plain with { Training = false };
        var on = evaluation with { RandAugment = new(9, 2), RandomErasing = 1 };
        Assert.Equal(Read(evaluation, 0), Read(on, 0));
    }

    private static List<float> Read(LoaderOptions options, int epoch)
    {
        using var loader = new BatchLoader(Images, [.. Enumerable.Range(0, 60)], options);
        var pixels = new List<float>();
        foreach (var batch in loader.Epoch(epoch))
        {
            using (batch)
            {
                pixels.AddRange(batch.Pixels);
            }
        }

        return pixels;
    }
}
