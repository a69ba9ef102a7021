using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ranking;
using NasCluster.Domain.Tests.Shared;

namespace NasCluster.Domain.Tests.Ranking;

public sealed class RankingTests
{
    [Fact]
    public void Reward_PaperExponents_IsTheProduct() =>
        Assert.Equal(0.8 * Math.Pow(2, -0.07) * Math.Pow(1e6, -0.05), Reward.Of(0.8, 2, 1e6), 12);

    [Theory]
    [InlineData(50, false, 0.8)]
    [InlineData(100, false, 0.8)]
    [InlineData(50, true, 0.8)]
    [InlineData(200, true, 0.4)]
    public void Mnasnet_SoftAndHard_FollowThePaper(double latency, bool hard, double expected)
    {
        var ranking = new RankingSpec
        {
            By = RankBy.Mnasnet,
            Target = 100,
            Hard = hard,
        };
        var reward = Reward.Of(Build.Metrics(0.8) with { LatencyMs = latency }, ranking);
        Assert.Equal(hard ? expected : 0.8 * Math.Pow(latency / 100, -0.07), reward, 12);
    }

    [Fact]
    public void Order_ByPareto_GoesFrontAfterFront()
    {
        var ranking = new RankingSpec
        {
            By = RankBy.Pareto,
            Objectives = [new(Metric.Accuracy, Maximize: true), new(Metric.Macs, Maximize: false)],
        };
        var order = Leaderboard.Order(
            [
                Build.Candidate(1, 0.7, macs: 9),
                Build.Candidate(2, 0.9, macs: 9),
                Build.Candidate(3, 0.5, macs: 1),
                Build.Candidate(4, 0.5, macs: 8),
            ],
            ranking
        );
        Assert.Equal([2, 3, 1, 4], Numbers(order));
    }

    [Fact]
    public void Order_ByReward_PutsASmallNetworkBeforeABarelyBetterLargeOne()
    {
        var large = Build.Candidate(1, 0.90, parameters: 10_000_000);
        var small = Build.Candidate(2, 0.89, parameters: 100_000);
        Assert.Equal([2, 1], Numbers(Leaderboard.Order([large, small], new())));
        Assert.Equal([1, 2], Numbers(Leaderboard.Order([large, small], new() { By = RankBy.Accuracy })));
    }

    [Fact]
    public void Order_Ties_GoToTheCheaperThenTheEarlier()
    {
        var order = Leaderboard.Order(
            [Build.Candidate(3, 0.5, macs: 2), Build.Candidate(2, 0.5, macs: 1), Build.Candidate(1, 0.5, macs: 2)],
            new() { By = RankBy.Accuracy }
        );
        Assert.Equal([2, 1, 3], Numbers(order));
    }

    [Fact]
    public void Winner_LongerTrained_BeatsABetterShortOne()
    {
        var winner = Leaderboard.Winner([Build.Candidate(1, 0.9), Build.Candidate(2, 0.8) with { Epochs = 9 }], new());
        Assert.Equal(2, winner!.Id.Number);
    }

    [Fact]
    public void Winner_NothingCompleted_IsNone() =>
        Assert.Null(Leaderboard.Winner([Build.Candidate(1, 0.9) with { State = CandidateState.Failed }], new()));

    [Fact]
    public void ParetoFront_RandomCandidates_AgreesWithBruteForce()
    {
        var random = new Random(7);
        for (var round = 0; round < 50; round++)
        {
            var candidates = Enumerable
                .Range(1, 40)
                .Select(i => Build.Candidate(i, random.Next(6), random.Next(6), random.Next(6), random.Next(6)))
                .ToList();
            var expected = candidates
                .Where(one => !candidates.Exists(other => Beats(other.Metrics!, one.Metrics!)))
                .Select(one => one.Id.Number);
            Assert.Equal(expected.Order(), Numbers(ParetoFront.Of(candidates)).Order());
        }
    }

    [Fact]
    public void Spearman_KnownPairs_IsRight()
    {
        Assert.Equal(1, RankCorrelation.Spearman([1, 2, 3, 4], [10, 20, 30, 40])!.Value, 12);
        Assert.Equal(-1, RankCorrelation.Spearman([1, 2, 3], [3, 2, 1])!.Value, 12);
        Assert.Null(RankCorrelation.Spearman([1, 2], [1, 2]));
        Assert.Null(RankCorrelation.Spearman([1, 2, 3], [5, 5, 5]));
    }

    private static bool Beats(CandidateMetrics a, CandidateMetrics b) =>
        a.Accuracy >= b.Accuracy
        && a.LatencyMs <= b.LatencyMs
        && a.Macs <= b.Macs
        && a.Params <= b.Params
        && (a.Accuracy > b.Accuracy || a.LatencyMs < b.LatencyMs || a.Macs < b.Macs || a.Params < b.Params);

    private static IEnumerable<int> Numbers(IEnumerable<Candidate> candidates) => candidates.Select(c => c.Id.Number);
}
