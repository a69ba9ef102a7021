using NasCluster.Trainer.Data.Augmenting;
using NasCluster.Trainer.Tests.Shared;
using NasCluster.Trainer.Training;
using TorchSharp;

namespace NasCluster.Trainer.Tests.Training;

[Collection(TorchTests.Name)]
public sealed class CutMixTests
{
    [Fact]
    public void Paste_Box_ComesFromTheMirroredImage()
    {
        using var scope = torch.NewDisposeScope();
        var images = torch.cat([torch.zeros(1, 1, 3, 4), torch.ones(1, 1, 3, 4)]);
        var mixed = CutMix.Paste(images, new(1, 2, 3, 4));
        float[] first = [0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1];
        Assert.Equal(first, mixed[0].flatten().data<float>().ToArray());
        Assert.Equal(first.Select(value => 1 - value), mixed[1].flatten().data<float>().ToArray());
        Assert.Equal(12, images.sum().item<float>());
    }

    [Fact]
    public void Share_Box_IsTheRestOfTheArea()
    {
        Assert.Equal(1 - 4 / 12.0, CutMix.Share(new(1, 2, 3, 4), 3, 4));
        Assert.Equal(1, CutMix.Share(new(1, 2, 1, 4), 3, 4));
    }

    [Fact]
    public void Draw_ManyBoxes_LieWithinTheImage()
    {
        var random = new Random(3);
        var shares = new List<double>();
        for (var i = 0; i < 5000; i++)
        {
            var box = CutMix.Draw(1, 28, 20, random);
            Assert.True(box is { Top: >= 0, Left: >= 0, Bottom: <= 28, Right: <= 20 });
            Assert.InRange(box.Area, 0, 28 * 20);
            shares.Add(CutMix.Share(box, 28, 20));
        }

        // λ is uniform for α = 1; what the border cuts off stays the image's own.
        Assert.InRange(shares.Average(), 0.55, 0.8);
    }

    [Fact]
    public void Mix_Off_IsTheBatchItself()
    {
        using var images = torch.randn(2, 1, 4, 4);
        var (mixed, share) = new BatchMixer(0, 0).Mix(images, new Random(1));
        Assert.Same(images, mixed);
        Assert.Equal(1, share);
    }

    [Fact]
    public void Mix_Both_TakesEachInAboutHalfOfTheSteps()
    {
        using var scope = torch.NewDisposeScope();
        var images = torch.cat([torch.zeros(1, 1, 8, 8), torch.ones(1, 1, 8, 8)]);
        var random = new Random(5);
        var blended = 0;
        for (var i = 0; i < 400; i++)
        {
            var (mixed, share) = new BatchMixer(1, 1).Mix(images, random);
            // Mixup's pixels are neither black nor white; the mean of an image is its share either way.
            var first = mixed[0].flatten().data<float>().ToArray();
            Assert.Equal(1 - share, first.Average(), tolerance: 1e-5);
            blended += first.Any(value => value is not (0 or 1)) ? 1 : 0;
        }

        Assert.InRange(blended, 150, 250);
    }
}
