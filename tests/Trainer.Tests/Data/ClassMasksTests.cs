using NasCluster.Trainer.Data;

namespace NasCluster.Trainer.Tests.Data;

/// <summary>Masks go where their images go.</summary>
public sealed class ClassMasksTests
{
    private const int Side = 5;

    [Fact]
    public void Loader_MovesAndMirrorsMasksWithTheirImages()
    {
        // The grey level of a pixel is its label, so that each pixel says what its label has to be.
        var pixels = Enumerable.Range(0, 40 * Side * Side).Select(i => (byte)(i * 7 % 200)).ToArray();
        var images = new ImageSet(pixels, new ClassMasks((byte[])[.. pixels], Side, Side), 1, Side, Side, 200);
        var options = new LoaderOptions
        {
            BatchSize = 16,
            Statistics = new([2f], [1 / 255f]),
            Training = true,
            Flip = true,
            Crop = 2,
        };
        using var loader = new BatchLoader(images, [.. Enumerable.Range(0, 40)], options);
        var outside = 0;
        foreach (var batch in loader.Epoch(0))
        {
            using (batch)
            {
                Assert.Equal(batch.Pixels.Length, batch.Labels.Length);
                Assert.Equal(batch.Count * Side * Side, batch.Labels.Length);
                for (var i = 0; i < batch.Labels.Length; i++)
                {
                    var isOutside = batch.Pixels[i] == 0;
                    outside += isOutside ? 1 : 0;
                    var expected = isOutside ? ClassMasks.Ignored : (long)MathF.Round(batch.Pixels[i] + 2 * 255);
                    Assert.Equal(expected, batch.Labels[i]);
                }
            }
        }

        Assert.InRange(outside, 1, 40 * Side * Side / 2);
    }

    [Fact]
    public void Resize_TakesTheNearestPixel()
    {
        var masks = new ClassMasks((byte[])[0, 1, 2, 3, 4, 5, 6, 7, 255], 3, 3);

        Assert.Equal([0, 0, 1, 1, 2, 2], ((ClassMasks)masks.Resize(6)).Values.ToArray()[..6]);
        Assert.Equal([4], ((ClassMasks)masks.Resize(1)).Values.ToArray());
    }

    [Fact]
    public void CountPerClass_LeavesIgnoredPixelsAndOtherImagesOut()
    {
        var masks = new ClassMasks((byte[])[0, 1, 1, 255, 2, 2, 2, 2], 2, 2);

        Assert.Equal([1, 2, 0], masks.CountPerClass([0], 3));
        Assert.Equal([1, 2, 4], masks.CountPerClass([0, 1], 3));
    }
}
