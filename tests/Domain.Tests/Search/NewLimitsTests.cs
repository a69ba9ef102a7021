using NasCluster.Domain.Experiments;
using NasCluster.Domain.Search;
using NasCluster.Domain.Tests.Shared;

namespace NasCluster.Domain.Tests.Search;

public sealed class NewLimitsTests
{
    [Theory]
    [InlineData("joint-nas")]
    [InlineData("random")]
    public void Propose_TighterLimit_GivesUntrainedCandidatesWithinIt(string strategy)
    {
        var loose = new ConstraintSpec { MaxMacs = 100_000_000, MaxParams = 90_000 };
        var experiment = Build.Experiment(Build.SmallSpace, strategy, 18, constraints: loose);
        var feasibility = new Feasibility(experiment, []);
        var candidates = new FakeCluster(
            experiment,
            2,
            candidate => Build.Metrics(Math.Min(1, feasibility.CostOf(candidate.Configuration)!.Params / 1e5))
        ).Run();

        var found = NewLimits.Propose(new(experiment, candidates), [new("macs", Max: 1_500_000)], 5);

        Assert.Equal(5, found.Length);
        var known = candidates.Select(candidate => candidate.Configuration.Key).ToHashSet(StringComparer.Ordinal);
        Assert.All(
            found,
            proposal =>
            {
                var cost = feasibility.CostOf(proposal.Configuration)!;
                Assert.InRange(cost.Macs.Total, 1, 1_500_000);
                Assert.InRange(cost.Params, 1, 90_000);
                Assert.DoesNotContain(proposal.Configuration.Key, known);
                Assert.InRange(proposal.PredictedAccuracy!.Value, 0, 1);
            }
        );
    }

    [Fact]
    public void Propose_NothingTrained_IsEmpty() =>
        Assert.Empty(NewLimits.Propose(new(Build.Experiment(Build.TableSpace, "random", 5), []), [], 3));

    [Theory]
    [InlineData("latencyMs<=5", "latencyMs", null, 5.0)]
    [InlineData(" accuracy >= 0.9 ", "accuracy", 0.9, null)]
    [InlineData("macs<=3e6", "macs", null, 3e6)]
    public void LimitText_Good_IsRead(string text, string metric, double? min, double? max)
    {
        Assert.True(LimitText.TryParse(text, out var limit));
        Assert.Equal(new(metric, min, max), limit);
    }

    [Theory]
    [InlineData("")]
    [InlineData("macs")]
    [InlineData("macs<5")]
    [InlineData("<=5")]
    [InlineData("macs<=")]
    [InlineData("macs<=many")]
    [InlineData("macs<=NaN")]
    [InlineData("1<=macs<=5")]
    public void LimitText_Bad_IsRefused(string text) => Assert.False(LimitText.TryParse(text, out _));
}
