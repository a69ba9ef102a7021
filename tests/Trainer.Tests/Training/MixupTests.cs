using NasCluster.Trainer.Tests.Shared;
using NasCluster.Trainer.Training;
using TorchSharp;

namespace NasCluster.Trainer.Tests.Training;

[Collection(TorchTests.Name)]
public sealed class MixupTests
{
    [Fact]
    public void Blend_TwoImages_MixesEachWithTheOther()
    {
        var images = torch.tensor([1f, 3f]).view(2, 1, 1, 1);
        Assert.Equal([1.5f, 2.5f], Mixup.Blend(images, 0.75).data<float>().ToArray());
        Assert.Equal([1f, 3f], images.data<float>().ToArray());
    }

    [Theory]
    [InlineData(1, 1 / 12.0)]
    [InlineData(0.4, 0.25 / 1.8)]
    public void Share_ManyDraws_HaveTheMomentsOfBeta(double alpha, double variance)
    {
        var random = new Random(1);
        var shares = Enumerable.Range(0, 20_000).Select(_ => Mixup.Share(alpha, random)).ToList();
        Assert.All(shares, share => Assert.InRange(share, 0, 1));
        Assert.Equal(0.5, shares.Average(), tolerance: 0.01);
        Assert.Equal(variance, shares.Average(share => (share - 0.5) * (share - 0.5)), tolerance: 0.005);
    }

    [Fact]
    public void Share_TinyAlpha_IsStillANumber()
    {
        var random = new Random(1);
        Assert.All(Enumerable.Range(0, 1000), _ => Assert.InRange(Mixup.Share(1e-4, random), 0, 1));
    }
}
