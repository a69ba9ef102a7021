using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ranking;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Tests.Shared;

namespace NasCluster.Domain.Tests.Search;

/// <summary>What single strategies promise beyond what all keep.</summary>
public sealed class StrategyTests
{
    private static readonly SearchSpace Grid = new(
        "grid",
        Decoder: null,
        [
            new IntegerDimension
            {
                Name = "a",
                Min = 1,
                Max = 4,
            },
            new CategoricalDimension { Name = "b", Choices = ["x", "y"] },
            new RealDimension
            {
                Name = "c",
                Min = 0,
                Max = 1,
                When = new("b", ["y"]),
            },
        ]
    );

    [Fact]
    public void Grid_LargeBudget_VisitsEveryPointOnce()
    {
        var candidates = Run(Grid, "grid", 24, _ => Build.Metrics(0.5), ("points", 5));
        // Four points without c, twenty with it.
        Assert.Equal(24, candidates.Select(candidate => candidate.Configuration.Key).Distinct().Count());
    }

    [Fact]
    public void QuasiRandom_SixteenPoints_StratifyEveryDimension()
    {
        var candidates = Run(Build.TableSpace, "quasi-random", 16, _ => Build.Metrics(0.5));
        var quarters = candidates.Select(c => (int)((c.Configuration.Architecture.Number("width") - 1) / 16)).ToList();
        Assert.All(Enumerable.Range(0, 4), quarter => Assert.Equal(4, quarters.Count(q => q == quarter)));
    }

    [Fact]
    public void Tpe_SmoothFunction_BeatsRandomOnMostSeeds() =>
        Assert.InRange(
            Enumerable.Range(1, 20).Count(seed => BestOf("tpe", (ulong)seed) > BestOf("random", (ulong)seed)),
            14,
            20
        );

    [Fact]
    public void Nsga2_TwoObjectives_CoversMoreThanRandomOnMostSeeds() =>
        Assert.InRange(
            Enumerable.Range(1, 20).Count(seed => FrontOf("nsga2", (ulong)seed) > FrontOf("random", (ulong)seed)),
            15,
            20
        );

    [Fact]
    public void TrainingAware_FinalStage_TakesTheBestByReward()
    {
        var experiment = Build.Experiment(Build.TableSpace, "training-aware", 20, final: new(Top: 3, Epochs: 9));
        var candidates = new FakeCluster(experiment, 2, Costly).Run();
        var best = candidates
            .Take(20)
            .OrderByDescending(candidate => Reward.Of(candidate.Metrics!, experiment.Spec.Ranking))
            .Take(3)
            .Select(candidate => candidate.Id.Number);
        Assert.Equal(best, candidates.Skip(20).Select(candidate => candidate.Parent!.Value));
        Assert.NotEqual(
            best.Order(),
            candidates.Take(20).OrderByDescending(c => c.Metrics!.Accuracy).Take(3).Select(c => c.Id.Number).Order()
        );
    }

    [Fact]
    public void Crowding_Ends_AreInfiniteAndTheRestIsThePerimeter()
    {
        var distances = Crowding.Of([
            [0, 4],
            [1, 2],
            [4, 0],
        ]);
        Assert.Equal([double.PositiveInfinity, 2, double.PositiveInfinity], distances);
        Assert.Empty(Crowding.Of([]));
    }

    // The wider, the more accurate and the slower.
    private static CandidateMetrics Costly(Candidate candidate)
    {
        var made = StrategyConformanceTests.Made(candidate);
        var width = candidate.Configuration.Architecture.Number("width");
        return made with { StepTimeNormalized = width * width, Params = (long)(width * 1000), Macs = (long)width };
    }

    private static double BestOf(string strategy, ulong seed) =>
        Run(Build.TableSpace, strategy, 60, StrategyConformanceTests.Made, seed: seed).Max(c => c.Metrics!.Accuracy);

    /// <summary>Area under the front of accuracy and width.</summary>
    private static double FrontOf(string strategy, ulong seed)
    {
        var objectives = new ObjectiveSpec[]
        {
            new(Metric.Accuracy, Maximize: true),
            new(Metric.Macs, Maximize: false),
        };
        var ranking = new RankingSpec { Objectives = [.. objectives] };
        var experiment = Build.Experiment(Build.TableSpace, strategy, 200, seed);
        experiment = experiment with { Spec = experiment.Spec with { Ranking = ranking } };
        var front = ParetoFront.Of(new FakeCluster(experiment, 2, Costly).Run(), ranking);
        var area = 0.0;
        var last = 65.0;
        foreach (var candidate in front)
        {
            area += candidate.Metrics!.Accuracy * (last - candidate.Metrics.Macs);
            last = candidate.Metrics.Macs;
        }

        return area;
    }

    private static List<Candidate> Run(
        SearchSpace space,
        string strategy,
        int budget,
        Func<Candidate, CandidateMetrics?> train,
        (string Name, double Value)? option = null,
        ulong seed = 1
    )
    {
        var options = option is { } given ? ParameterSet.Empty.With(given.Name, given.Value) : null;
        return [.. new FakeCluster(Build.Experiment(space, strategy, budget, seed, options: options), 2, train).Run()];
    }
}
