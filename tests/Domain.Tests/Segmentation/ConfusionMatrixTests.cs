using FsCheck;
using FsCheck.Xunit;
using NasCluster.Domain.Segmentation;

namespace NasCluster.Domain.Tests.Segmentation;

public sealed class ConfusionMatrixTests
{
    [Fact]
    public void Measures_TwoClasses_AreThoseByHand()
    {
        // Class 0: 6 right, 2 taken for 1. Class 1: 1 taken for 0, 3 right.
        var matrix = new ConfusionMatrix(2, [6, 2, 1, 3]);

        Assert.Equal(12, matrix.Pixels);
        Assert.Equal(6.0 / 9, matrix.IntersectionOverUnion(0)!.Value, 12);
        Assert.Equal(3.0 / 6, matrix.IntersectionOverUnion(1)!.Value, 12);
        Assert.Equal((6.0 / 9 + 0.5) / 2, matrix.MeanIntersectionOverUnion, 12);
        Assert.Equal(9.0 / 12, matrix.PixelAccuracy, 12);
    }

    [Fact]
    public void MeanIntersectionOverUnion_ClassThatNeitherOccursNorIsPredicted_IsLeftOut()
    {
        var matrix = new ConfusionMatrix(3, [4, 0, 0, 0, 0, 0, 0, 0, 4]);

        Assert.Null(matrix.IntersectionOverUnion(1));
        Assert.Equal(1, matrix.MeanIntersectionOverUnion);
    }

    [Fact]
    public void MeanIntersectionOverUnion_ClassThatIsOnlyPredicted_Counts()
    {
        var matrix = new ConfusionMatrix(2, [3, 1, 0, 0]);

        Assert.Equal(0, matrix.IntersectionOverUnion(1));
        Assert.Equal(0.75 / 2, matrix.MeanIntersectionOverUnion, 12);
    }

    [Fact]
    public void Measures_NoPixels_AreZero()
    {
        var matrix = new ConfusionMatrix(2, new long[4]);

        Assert.Equal((0.0, 0.0), (matrix.MeanIntersectionOverUnion, matrix.PixelAccuracy));
    }

    [Theory]
    [InlineData(2, new long[] { 1, 2, 3 })]
    [InlineData(1, new long[] { -1 })]
    public void Create_WrongCounts_IsRefused(int classes, long[] counts) =>
        Assert.Throws<ArgumentException>(() => new ConfusionMatrix(classes, counts));

    [Property]
    public bool Measures_AnyCounts_AreShares_AndTheMeanIsOneOnlyWithoutConfusion(NonNegativeInt[] counts)
    {
        var classes = (int)Math.Sqrt(counts.Length);
        var cells = counts.Take(classes * classes).Select(count => (long)count.Get).ToArray();
        var matrix = new ConfusionMatrix(classes, cells);
        var isConfused = cells.Where((count, i) => i / classes != i % classes && count > 0).Any();
        return matrix.MeanIntersectionOverUnion is >= 0 and <= 1
            && matrix.PixelAccuracy is >= 0 and <= 1
            && (matrix.Pixels == 0 || isConfused == matrix.MeanIntersectionOverUnion < 1);
    }
}
