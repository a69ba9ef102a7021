using FsCheck;
using FsCheck.Xunit;
using NasCluster.Domain.Segmentation;

namespace NasCluster.Domain.Tests.Segmentation;

public sealed class ClassWeightsTests
{
    [Fact]
    public void Of_CountedPixels_AreTheFormula()
    {
        var weights = ClassWeights.Of([90, 10, 0]);

        Assert.Equal(1 / Math.Log(2.0), weights[0], 12);
        Assert.Equal(1 / Math.Log(1.2), weights[1], 12);
        Assert.Equal(10.492, weights[2], 3);
        Assert.Equal(1.348, ClassWeights.Of([5])[0], 3);
    }

    [Fact]
    public void Of_NoPixels_IsRefused() => Assert.Throws<ArgumentException>(() => ClassWeights.Of([0, 0]));

    [Property]
    public bool Of_RarerClasses_NeverWeighLess(NonNegativeInt first, NonNegativeInt second, PositiveInt rest)
    {
        var weights = ClassWeights.Of([first.Get, second.Get, rest.Get]);
        return weights.All(weight => weight is > 1.34 and < 10.5)
            && first.Get.CompareTo(second.Get) == weights[1].CompareTo(weights[0]);
    }
}
