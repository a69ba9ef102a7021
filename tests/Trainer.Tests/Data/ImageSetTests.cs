using NasCluster.Trainer.Data;

namespace NasCluster.Trainer.Tests.Data;

public sealed class ImageSetTests
{
    [Fact]
    public void Resize_Half_AveragesAreas()
    {
        var image = Grey(4, 0, 10, 20, 30, 10, 20, 30, 40, 100, 100, 0, 0, 100, 100, 0, 1);

        Assert.Equal([10, 30, 100, 0], image.Resize(2).Pixels.ToArray());
    }

    [Fact]
    public void Resize_ThreeToTwo_CountsPartsOfPixels()
    {
        var image = Grey(3, 0, 90, 180, 0, 90, 180, 0, 90, 180);

        Assert.Equal([30, 150, 30, 150], image.Resize(2).Pixels.ToArray());
    }

    [Fact]
    public void Resize_Double_GoesLinearlyBetweenCentres()
    {
        var image = Grey(2, 0, 100, 0, 100);

        Assert.Equal([0, 25, 75, 100], image.Resize(4).Pixels.ToArray()[4..8]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(13)]
    [InlineData(28)]
    public void Resize_ConstantImages_StayConstant(int side)
    {
        var planes = new byte[] { 0, 128, 255, 1, 2, 254 };
        var pixels = planes.SelectMany(value => Enumerable.Repeat(value, 49)).ToArray();

        var resized = new ImageSet(pixels, [0, 1], channels: 3, height: 7, width: 7, classes: 2).Resize(side);

        Assert.Equal((side, side, 3, 2), (resized.Height, resized.Width, resized.Channels, resized.Count));
        Assert.Equal(planes.SelectMany(value => Enumerable.Repeat(value, side * side)), resized.Pixels.ToArray());
        Assert.Equal([0, 1], resized.Labels);
    }

    [Fact]
    public void Resize_SameSide_IsTheSameSet()
    {
        var image = Grey(2, 1, 2, 3, 4);

        Assert.Same(image, image.Resize(2));
    }

    [Fact]
    public void Statistics_TwoChannelValues_AreMeanAndDeviation()
    {
        // One plane of 0 and 255 in halves, one of 51, one of 255; the second image is not asked for.
        byte[] first = [0, 255, 255, 0, 51, 51, 51, 51, 255, 255, 255, 255];
        var set = new ImageSet([.. first, .. new byte[12]], [0, 1], 3, 2, 2, 2);

        var statistics = ChannelStatistics.Of(set, [0]);

        Assert.Equal([0.5f, 0.2f, 1f], statistics.Mean, Near);
        Assert.Equal([0.5f, 1 / 255f, 1 / 255f], statistics.Std, Near);
    }

    [Fact]
    public void Statistics_NoImages_AreRefused() =>
        Assert.Throws<ArgumentException>(() => ChannelStatistics.Of(Grey(1, 1), []));

    private static bool Near(float expected, float actual) => Math.Abs(expected - actual) < 1e-6;

    private static ImageSet Grey(int side, params byte[] pixels) => new(pixels, [0], 1, side, side, 2);
}
