using NasCluster.Domain.Ranking;

namespace NasCluster.Domain.Tests.Ranking;

public sealed class DominanceTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Front_RandomPointsWithTies_AgreesWithBruteForce(int coordinates)
    {
        var random = new Random(coordinates);
        for (var round = 0; round < 100; round++)
        {
            var points = Points(random, random.Next(1, 60), coordinates);
            var expected = points.Select(one => !points.Exists(other => Dominance.Dominates(other, one)));
            Assert.Equal(expected, Dominance.Front(points));
        }
    }

    [Fact]
    public void Ranks_RandomPoints_EveryFrontIsTheFirstWithoutTheOnesBefore()
    {
        var random = new Random(5);
        var points = Points(random, 80, 3);
        var ranks = Dominance.Ranks(points);
        for (var rank = 0; rank <= ranks.Max(); rank++)
        {
            var left = points.Where((_, i) => ranks[i] >= rank).ToList();
            var expected = points
                .Where((one, i) => ranks[i] >= rank && !left.Exists(other => Dominance.Dominates(other, one)))
                .ToList();
            Assert.NotEmpty(expected);
            Assert.Equal(expected, points.Where((_, i) => ranks[i] == rank));
        }
    }

    [Fact]
    public void Front_NoPoints_IsEmpty() => Assert.Empty(Dominance.Front([]));

    private static List<double[]> Points(Random random, int count, int coordinates) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ => Enumerable.Range(0, coordinates).Select(_ => (double)random.Next(6)).ToArray()),
        ];
}
