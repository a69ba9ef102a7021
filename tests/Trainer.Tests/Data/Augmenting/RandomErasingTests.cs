using NasCluster.Trainer.Data.Augmenting;

namespace NasCluster.Trainer.Tests.Data.Augmenting;

public sealed class RandomErasingTests
{
    [Fact]
    public void Draw_ManyBoxes_LieWithinTheImageAndTheRanges()
    {
        var random = new Random(1);
        for (var i = 0; i < 2000; i++)
        {
            if (RandomErasing.Draw(32, 28, random) is { } box)
            {
                Assert.InRange(box.Top, 0, box.Bottom);
                Assert.InRange(box.Left, 0, box.Right);
                Assert.True(box is { Bottom: <= 32, Right: <= 28 });
                // A little more or less than 2 % … 1/3, by the rounding of both sides.
                Assert.InRange(box.Area / (32.0 * 28), 0.012, 0.36);
            }
        }
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0.2, 340, 460)]
    [InlineData(1, 1990, 2000)]
    public void Apply_Probability_IsHowOftenABoxBecomesTheMean(double probability, int least, int most)
    {
        var erasing = new RandomErasing(probability);
        var random = new Random(2);
        var erased = 0;
        for (var i = 0; i < 2000; i++)
        {
            var image = Enumerable.Repeat(1f, 2 * 12 * 12).ToArray();
            erasing.Apply(image, 2, 12, 12, random);
            var planes = image.Chunk(144).Select(plane => plane.Count(value => value == 0)).ToList();
            Assert.Equal(planes[0], planes[1]);
            erased += planes[0] > 0 ? 1 : 0;
        }

        Assert.InRange(erased, least, most);
    }
}
