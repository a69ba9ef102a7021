using NasCluster.Trainer.Data.Augmenting;

namespace NasCluster.Trainer.Tests.Data.Augmenting;

public sealed class RandAugmenterTests
{
    private const int Height = 20;
    private const int Width = 24;

    public static TheoryData<string, int> Strong()
    {
        var data = new TheoryData<string, int>();
        foreach (var operation in Enum.GetNames<AugmentOperation>())
        {
            data.Add(operation, 1);
            data.Add(operation, 3);
        }

        return data;
    }

    [Theory]
    [InlineData("Rotate")]
    [InlineData("Posterize")]
    [InlineData("Solarize")]
    [InlineData("Color")]
    [InlineData("Contrast")]
    [InlineData("Brightness")]
    [InlineData("Sharpness")]
    [InlineData("ShearX")]
    [InlineData("ShearY")]
    [InlineData("TranslateX")]
    [InlineData("TranslateY")]
    [InlineData("Cutout")]
    [InlineData("SolarizeAdd")]
    public void Apply_MagnitudeZero_ChangesNothing(string operation)
    {
        foreach (var sign in new[] { 1, -1 })
        {
            var image = Noise(3);
            Augmenter(0, 3).Change(image, new(Parse(operation), sign, 0.5, 0.5));
            Assert.Equal(Noise(3), image);
        }
    }

    [Theory]
    [MemberData(nameof(Strong))]
    public void Apply_Strong_ChangesAColourImage(string operation, int channels)
    {
        var image = Noise(channels);
        Augmenter(15, channels).Change(image, new(Parse(operation), 1, 0.5, 0.5));
        // A grey image has no colour to take away.
        Assert.Equal(
            operation == nameof(AugmentOperation.Color) && channels == 1,
            image.SequenceEqual(Noise(channels))
        );
    }

    [Fact]
    public void Apply_Invert_TurnsEveryLevelAround() =>
        Assert.Equal([255, 155, 0], Changed(AugmentOperation.Invert, 10, [0, 100, 255]));

    [Fact]
    public void Apply_AutoContrast_StretchesToTheWholeRange() =>
        Assert.Equal([0, 127, 255], Changed(AugmentOperation.AutoContrast, 10, [50, 75, 100]));

    [Fact]
    public void Apply_AutoContrastOfOneLevel_ChangesNothing() =>
        Assert.Equal([9, 9, 9], Changed(AugmentOperation.AutoContrast, 10, [9, 9, 9]));

    [Fact]
    public void Apply_Posterize_KeepsTheUpperBits() =>
        Assert.Equal([0xF0, 0x10, 0x00], Changed(AugmentOperation.Posterize, 10, [0xFF, 0x1F, 0x0E]));

    [Fact]
    public void Apply_Solarize_InvertsWhatIsBright() =>
        Assert.Equal([127, 127, 0], Changed(AugmentOperation.Solarize, 5, [127, 128, 255]));

    [Fact]
    public void Apply_SolarizeAdd_BrightensWhatIsDark() =>
        Assert.Equal([110, 237, 128], Changed(AugmentOperation.SolarizeAdd, 10, [0, 127, 128]));

    [Fact]
    public void Apply_Brightness_MultipliesLevels() =>
        Assert.Equal([0, 190, 255], Changed(AugmentOperation.Brightness, 10, [0, 100, 200]));

    [Fact]
    public void Apply_Contrast_MovesAwayFromTheMean() =>
        Assert.Equal([10, 100, 190], Changed(AugmentOperation.Contrast, 10, [53, 100, 147], exact: 1));

    [Fact]
    public void Apply_Equalize_SpreadsTheLevelsByPilsRule()
    {
        var image = Enumerable.Range(0, 510).Select(i => (byte)(i / 5)).ToArray();
        new RandAugmenter(new(10, 1), 1, 1, 510).Change(image, new(AugmentOperation.Equalize, 1, 0, 0));
        // 510 pixels less the 5 of the brightest level: steps of 1; level n has 5n pixels below it.
        Assert.Equal([0, 5, 10, 255], new[] { image[0], image[5], image[10], image[^1] });
    }

    [Fact]
    public void Apply_TranslateByThirdOfTheSide_MovesAndFillsWithGrey()
    {
        byte[] row = [10, 20, 30, 40, 50, 60];
        Assert.Equal([30, 40, 50, 60, 128, 128], Changed(AugmentOperation.TranslateX, 10, row));
        Assert.Equal([128, 128, 10, 20, 30, 40], Changed(AugmentOperation.TranslateX, 10, row, sign: -1));
    }

    [Fact]
    public void Apply_RotateByRightAngle_TurnsAboutTheMiddle()
    {
        byte[] image = [1, 2, 3, 4, 5, 6, 7, 8, 9];
        new RandAugmenter(new(30, 1), 1, 3, 3).Change(image, new(AugmentOperation.Rotate, 1, 0, 0));
        Assert.Equal([3, 6, 9, 2, 5, 8, 1, 4, 7], image);
    }

    [Fact]
    public void Apply_Cutout_FillsASquareAboutItsMiddle()
    {
        var image = new byte[30 * 30];
        new RandAugmenter(new(10, 1), 1, 30, 30).Change(image, new(AugmentOperation.Cutout, 1, 0.5, 0.5));
        // 40 of 300 pixels each way: 4 of 30.
        Assert.Equal(64, image.Count(level => level == 128));
        Assert.Equal(128, image[11 * 30 + 11]);
        Assert.Equal(0, image[10 * 30 + 11]);
    }

    [Fact]
    public void Apply_SameSeed_GivesTheSameAndLeavesTheSourceAtTheSamePlace()
    {
        var (first, second) = (new Random(4), new Random(4));
        var (bright, dark) = (Noise(3), new byte[3 * Height * Width]);
        var again = Noise(3);
        var augmenter = Augmenter(9, 3, layers: 3);
        for (var i = 0; i < 50; i++)
        {
            augmenter.Apply(bright, first);
            Augmenter(9, 3, layers: 3).Apply(again, second);
        }

        Assert.Equal(bright, again);
        augmenter.Apply(dark, second);
        augmenter.Apply(bright, first);
        Assert.Equal(first.Next(), second.Next());
    }

    [Fact]
    public void Apply_Any_AllocatesNothing()
    {
        var augmenter = Augmenter(9, 3);
        var (image, random) = (Noise(3), new Random(1));
        for (var i = 0; i < 500; i++)
        {
            augmenter.Apply(image, random);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 200; i++)
        {
            augmenter.Apply(image, random);
        }

        // Not one image's worth; what remains are closures over a number.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200 * 400);
    }

    private static byte[] Changed(AugmentOperation operation, double magnitude, byte[] row, int sign = 1, int exact = 0)
    {
        var image = (byte[])row.Clone();
        new RandAugmenter(new(magnitude, 1), 1, 1, row.Length).Change(image, new(operation, sign, 0.5, 0.5));
        // A last place of the double arithmetic may turn a level by one where it is asked for.
        return exact == 0 ? image : [.. image.Select(level => (byte)((level + exact) / 10 * 10))];
    }

    private static AugmentOperation Parse(string name) => Enum.Parse<AugmentOperation>(name);

    private static RandAugmenter Augmenter(double magnitude, int channels, int layers = 2) =>
        new(new(magnitude, layers), channels, Height, Width);

    private static byte[] Noise(int channels)
    {
        var image = new byte[channels * Height * Width];
        new Random(7).NextBytes(image);
        // So that there is contrast to stretch.
        return [.. image.Select(level => (byte)(30 + level / 2))];
    }
}
