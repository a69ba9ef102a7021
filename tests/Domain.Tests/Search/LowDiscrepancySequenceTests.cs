using NasCluster.Domain.Search;

namespace NasCluster.Domain.Tests.Search;

public sealed class LowDiscrepancySequenceTests
{
    [Fact]
    public void Next_FirstPowerOfTwoPoints_StratifyEveryDimension()
    {
        var sequence = new LowDiscrepancySequence(40, new Random(3));
        var points = Enumerable.Range(0, 256).Select(_ => sequence.Next()).ToList();
        for (var dimension = 0; dimension < 40; dimension++)
        {
            var cells = points.Select(point => (int)(point[dimension] * 256)).Distinct().Count();
            Assert.Equal(256, cells);
        }
    }

    [Fact]
    public void Next_PairsOfDimensions_FillSquaresBetterThanChance()
    {
        // 256 points over 16×16 squares: chance leaves 37 % of them empty.
        var sequence = new LowDiscrepancySequence(8, new Random(5));
        var points = Enumerable.Range(0, 256).Select(_ => sequence.Next()).ToList();
        var filled = (
            from first in Enumerable.Range(0, 8)
            from second in Enumerable.Range(0, first)
            select points.Select(point => ((int)(point[first] * 16), (int)(point[second] * 16))).Distinct().Count()
        ).Average();
        Assert.True(filled > 256 * 0.7, $"{filled} of 256 squares are filled");
    }

    [Fact]
    public void Next_SameSeed_IsTheSame()
    {
        var one = new LowDiscrepancySequence(5, new Random(1));
        var two = new LowDiscrepancySequence(5, new Random(1));
        Assert.Equal(
            Enumerable.Range(0, 9).SelectMany(_ => one.Next()),
            Enumerable.Range(0, 9).SelectMany(_ => two.Next())
        );
    }
}
