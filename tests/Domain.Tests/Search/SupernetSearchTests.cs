using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ranking;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Supernets;
using NasCluster.Domain.Tests.Shared;
using NasCluster.Domain.Training;

namespace NasCluster.Domain.Tests.Search;

public sealed class SupernetSearchTests
{
    private static readonly SearchSpace Space = SpaceCatalog.Find("fbnet-v1-small")!;
    private static readonly ImmutableArray<SupernetChoice> Choices = SupernetCatalog.ChoicesOf(Space);

    [Fact]
    public void Run_TrainedSupernet_TrainsItsLikeliestArchitectureFirstThenDraws()
    {
        var candidates = Run(favourite: 2, strength: 2);

        Assert.Equal(12, candidates.Length);
        var supernet = candidates[0];
        Assert.Equal((SearchStages.Supernet, 30), (supernet.Stage, supernet.Epochs));
        Assert.DoesNotContain("layer1.block", supernet.Configuration.Architecture.Canonical, StringComparison.Ordinal);
        Assert.All(Choices, choice => Assert.Equal(choice.Options[2], ValueOf(candidates[1], choice)));
        Assert.All(candidates.Skip(1), candidate => Assert.Equal((SearchStages.Derived, 2, 1), Origin(candidate)));
        Assert.All(candidates.Skip(1), candidate => Assert.Empty(Space.Check(candidate.Configuration)));
        // softmax of (0, 0, 2, 0 …) over nine options is 0.48 for the third.
        var share = candidates
            .Skip(2)
            .Average(c => Choices.Average(choice => ValueOf(c, choice) == choice.Options[2] ? 1.0 : 0));
        Assert.InRange(share, 0.3, 0.65);
    }

    [Fact]
    public void Run_CertainSupernet_EndsWithTheOneArchitectureThereIs()
    {
        var experiment = Experiment();
        var candidates = ImmutableArray.Create(Supernet(favourite: 1, strength: 1000));
        var view = new SearchView(experiment, candidates);
        Assert.Single(SearchDirector.Propose(view, SearchDirector.Plan(view, timeIsUp: false)));
    }

    [Fact]
    public void Report_Supernet_IsNoResult()
    {
        var candidates = Run(favourite: 0, strength: 1)
            .Select((c, i) => i == 0 ? c with { Metrics = Better(c) } : c)
            .ToList();

        Assert.DoesNotContain(Leaderboard.Order(candidates, new()), candidate => candidate.IsSupernet);
        Assert.DoesNotContain(ParetoFront.Of(candidates), candidate => candidate.IsSupernet);
        Assert.DoesNotContain(
            new SearchView(Experiment(), [.. candidates]).Completed,
            candidate => candidate.IsSupernet
        );

        static CandidateMetrics Better(Candidate candidate) => candidate.Metrics! with { Accuracy = 1 };
    }

    [Fact]
    public void Failure_SupernetFailedOrWithoutTheta_EndsTheExperiment()
    {
        var done = Supernet(favourite: 0, strength: 1);
        Assert.Null(SearchDirector.Failure(new(Experiment(), [done])));
        var failed = done with { State = CandidateState.Failed, Failure = new(FailureKind.Diverged, "not finite") };
        Assert.Contains("not finite", SearchDirector.Failure(new(Experiment(), [failed])), StringComparison.Ordinal);
        var blank = done with { Metrics = Build.Metrics(0.5) };
        Assert.Contains("theta", SearchDirector.Failure(new(Experiment(), [blank])), StringComparison.Ordinal);
    }

    [Fact]
    public void TrainCommand_Supernet_HasTheOptionsOfTheStrategy()
    {
        var experiment = Experiment();
        var supernet = Supernet(favourite: 0, strength: 1);
        var command = TrainCommand.Of(experiment, supernet, "n").Supernet!;
        Assert.Equal(
            (CostKind.Params, SupernetMode.Full, LossForm.Article, 3),
            (command.Cost, command.Mode, command.Loss, command.Warmup)
        );
        Assert.Equal((0.2, 1.5, 0.956), (command.Alpha, command.Beta, command.TemperatureDecay));
        Assert.Equal(9, command.Choices.Length);
        Assert.Null(TrainCommand.Of(experiment, supernet with { Stage = SearchStages.Derived }, "n").Supernet);
    }

    private static ImmutableArray<Candidate> Run(int favourite, float strength) =>
        new FakeCluster(
            Experiment(),
            2,
            candidate => candidate.IsSupernet ? Supernet(favourite, strength).Metrics : Build.Metrics(0.5)
        ).Run();

    private static Experiment Experiment() =>
        Build.Experiment(
            Space,
            "dnas",
            12,
            options: new([
                new("epochs", 30),
                new("warmup", 3),
                new("cost", "params"),
                new("loss", "article"),
                new("beta", 1.5),
            ])
        );

    private static Candidate Supernet(int favourite, float strength) =>
        Build.Candidate(1, 0.5) with
        {
            Stage = SearchStages.Supernet,
            Metrics = Build.Metrics(0.5) with
            {
                Supernet = new(
                    Choices,
                    [
                        .. Choices.Select(choice =>
                            choice.Options.Select((_, i) => i == favourite ? strength : 0).ToImmutableArray()
                        ),
                    ]
                ),
            },
        };

    private static ParameterValue ValueOf(Candidate candidate, SupernetChoice choice) =>
        candidate.Configuration.Architecture[choice.Name];

    private static (string, int, int?) Origin(Candidate candidate) =>
        (candidate.Stage, candidate.Epochs, candidate.Parent);
}
