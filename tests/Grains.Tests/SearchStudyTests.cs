using NasCluster.Client;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Grains.Tests;

/// <summary>Ask and tell, without a cluster.</summary>
public sealed class SearchStudyTests
{
    private static ExperimentSpec Spec(string strategy, int candidates, FinalSpec? final = null) =>
        new()
        {
            Name = "study",
            Seed = 4,
            Data = new() { Dataset = "made" },
            Space = new(
                "line",
                Decoder: null,
                [
                    new IntegerDimension
                    {
                        Name = "x",
                        Min = 0,
                        Max = 99,
                    },
                ]
            ),
            Strategy = new(strategy, ParameterSet.Empty),
            Budget = new() { Candidates = candidates },
            Final = final,
            Ranking = new() { By = RankBy.Accuracy },
            Trainer = new() { Epochs = 1 },
        };

    [Theory]
    [InlineData("random")]
    [InlineData("regularized-evolution")]
    [InlineData("joint-nas")]
    [InlineData("nsga2")]
    public void AskTell_AnyStrategy_SpendsTheBudgetAndKnowsTheBest(string strategy)
    {
        var study = new SearchStudy(Spec(strategy, 30, new(Top: 2, Epochs: 5)));
        while (study.Ask() is { } candidate)
        {
            study.Tell(candidate.Id.Number, Worth(candidate));
        }

        Assert.True(study.IsFinished);
        Assert.Equal(32, study.Candidates.Length);
        Assert.Equal(5, study.Best!.Epochs);
        Assert.Equal(study.Candidates.Max(candidate => candidate.Metrics!.Accuracy), study.Best.Metrics!.Accuracy);
        Assert.NotEmpty(study.Front);
    }

    [Fact]
    public void Ask_BeforeResultsAreTold_WaitsAndGoesOnAfterwards()
    {
        var study = new SearchStudy(Spec("nsga2", 40));
        var asked = new List<Candidate>();
        while (study.Ask() is { } candidate)
        {
            asked.Add(candidate);
        }

        Assert.Equal(20, asked.Count);
        Assert.False(study.IsFinished);
        asked.ForEach(candidate => study.Tell(candidate.Id.Number, new CandidateFailure(FailureKind.Crash, "made")));
        Assert.Equal(21, study.Ask()!.Id.Number);
    }

    [Fact]
    public void Tell_WhatWasNotAsked_IsRefused()
    {
        var study = new SearchStudy(Spec("random", 10));
        Assert.Throws<ArgumentException>(() => study.Tell(1, 0.5));
        var first = study.Ask()!.Id.Number;
        // Candidate 2 is known inside, but nobody has asked for it.
        Assert.Throws<ArgumentException>(() => study.Tell(first + 1, 0.5));
        Assert.Throws<ArgumentException>(() => study.Tell(first, 1.5));
        study.Tell(first, 0.5);
        Assert.Throws<ArgumentException>(() => study.Tell(first, 0.6));
    }

    [Fact]
    public void Ask_SpaceSmallerThanTheBudget_Ends()
    {
        var study = new SearchStudy(Spec("random", 200));
        var asked = 0;
        while (study.Ask() is { } candidate)
        {
            asked++;
            study.Tell(candidate.Id.Number, Worth(candidate));
        }

        Assert.Equal(100, asked);
        Assert.True(study.IsFinished);
    }

    private static double Worth(Candidate candidate) =>
        1 - Math.Abs(candidate.Configuration.Architecture.Number("x") - 63) / 100;
}
