using NasCluster.Domain.Experiments;
using NasCluster.Domain.Scheduling;
using NasCluster.Domain.Search;
using NasCluster.Domain.Tests.Experiments;
using NasCluster.Domain.Tests.Shared;

namespace NasCluster.Domain.Tests.Scheduling;

public sealed class EarlyStopTests
{
    private static readonly EarlyStopSpec Median = new() { Rule = EarlyStopRule.Median, Candidates = 3 };
    private static readonly EarlyStopSpec Halving = new() { Rule = EarlyStopRule.Halving, Candidates = 2 };

    [Theory]
    [InlineData(EarlyStopRule.Median, 1, new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9 })]
    [InlineData(EarlyStopRule.Median, 4, new[] { 4, 5, 6, 7, 8, 9 })]
    [InlineData(EarlyStopRule.Halving, 1, new[] { 1, 3, 9 })]
    [InlineData(EarlyStopRule.Halving, 2, new[] { 2, 6 })]
    public void IsDue_TenEpochs_AtTheRungsAndNeverAtTheEnd(EarlyStopRule rule, int warmup, int[] due)
    {
        var spec = new EarlyStopSpec { Rule = rule, Warmup = warmup };
        Assert.Equal(due, Enumerable.Range(1, 10).Where(epoch => EarlyStop.IsDue(spec, epoch, 10)));
    }

    [Theory]
    [InlineData(0.4, true)]
    [InlineData(0.5, false)]
    [InlineData(0.6, false)]
    public void Median_BestSoFar_DecidesAgainstTheMiddle(double best, bool stops) =>
        Assert.Equal(stops, EarlyStop.Stops(Median, 0.1, best, [0.9, 0.1, 0.5]));

    [Fact]
    public void Stops_TooFewOthers_GoesOn()
    {
        Assert.False(EarlyStop.Stops(Median, 0, 0, [0.9, 0.9]));
        Assert.False(EarlyStop.Stops(Halving, 0, 0, [0.9]));
    }

    [Theory]
    [InlineData(0.95, false)]
    [InlineData(0.7, false)]
    [InlineData(0.65, true)]
    public void Halving_OneInThree_GoesOn(double accuracy, bool stops) =>
        Assert.Equal(stops, EarlyStop.Stops(Halving, accuracy, accuracy, [0.9, 0.7, 0.6, 0.5, 0.4]));

    [Theory]
    [InlineData(0.1, 0.1, false)]
    [InlineData(0.45, 0.45, false)]
    [InlineData(0.9, 0.9, true)]
    public void Halving_SeveralObjectives_FrontsDecide(double first, double second, bool stops) =>
        Assert.Equal(
            stops,
            EarlyStop.Stops(
                Halving,
                [first, second],
                [
                    [0.2, 0.6],
                    [0.6, 0.2],
                    [0.7, 0.7],
                    [0.8, 0.8],
                    [0.5, 0.9],
                    [0.9, 0.8],
                    [0.7, 0.9],
                    [0.8, 0.7],
                ]
            )
        );

    [Theory]
    [InlineData(0, 1, false)]
    [InlineData(1, 0, false)]
    [InlineData(0.49, 0.49, false)]
    [InlineData(0.9, 0.09, true)]
    public void Halving_FrontThatDoesNotFit_KeepsThoseThatStandForAll(double first, double second, bool stops) =>
        Assert.Equal(
            stops,
            EarlyStop.Stops(
                Halving,
                [first, second],
                [
                    [0.01, 0.95],
                    [0.1, 0.9],
                    [0.2, 0.8],
                    [0.3, 0.7],
                    [0.7, 0.3],
                    [0.8, 0.2],
                    [0.95, 0.05],
                    [0.97, 0.03],
                ]
            )
        );

    [Fact]
    public void Halving_SeveralObjectivesAndTwinsOrTooFewOthers_GoesOn()
    {
        Assert.False(
            EarlyStop.Stops(
                Halving,
                [0, 0],
                [
                    [0, 0],
                    [0, 0],
                    [0, 0],
                    [0, 0],
                ]
            )
        );
        Assert.False(
            EarlyStop.Stops(
                Halving,
                [1, 1],
                [
                    [0, 0],
                ]
            )
        );
    }

    [Fact]
    public void EpochObjectives_WhatIsNotKnownWhileTraining_IsLeftOut()
    {
        var experiment = Build.Experiment(Build.SmallSpace, "random", 1);
        var usual = new EpochObjectives(experiment);
        Assert.Equal(3, usual.Count);
        var configuration = Build.SmallSpace.Reference();
        var costs = usual.Of(new(configuration, null, 0.5, 1, 2));
        Assert.Equal(-0.5, costs[0]);
        Assert.Equal(new Feasibility(experiment, []).CostOf(configuration)!.Params, costs[2]);

        var placed = experiment with
        {
            Spec = experiment.Spec with
            {
                Placement = new() { Latency = "edge" },
                Ranking = new() { Objectives = [new("latencyMs", false), new("stepTimeMs", false), new("snip", true)] },
            },
        };
        Assert.Equal([7.0, 2.0], new EpochObjectives(placed).Of(new(configuration, new(7, 8), 0.5, 1, 2)));
    }

    [Fact]
    public void Read_EarlyStop_IsTakenWithItsDefaults()
    {
        var spec = SpecText.Read(SpecText.With(("earlyStop", """{ "rule": "halving", "warmup": 2 }""")));
        Assert.Equal(new() { Rule = EarlyStopRule.Halving, Warmup = 2 }, spec.EarlyStop);
        Assert.Null(SpecText.Read(SpecText.With()).EarlyStop);
    }

    [Theory]
    [InlineData("""{ "rule": «"medain" }""", "spec.choice", "/earlyStop/rule")]
    [InlineData("""{ "rule": "median", "warmup": «0 }""", "spec.range", "/earlyStop/warmup")]
    [InlineData("""{ "rule": "halving", "factor": «1 }""", "spec.range", "/earlyStop/factor")]
    [InlineData("""«{ "warmup": 3 }""", "spec.required", "/earlyStop/rule")]
    public void Read_WrongEarlyStop_IsToldAtItsKey(string section, string code, string pointer) =>
        SpecText.AssertOne(SpecText.With(("earlyStop", section)), code, pointer);
}
