using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ranking;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Tests.Shared;

namespace NasCluster.Domain.Tests.Search;

public sealed class JointNasTests
{
    [Fact]
    public void Run_Budget_IsSpentInStages()
    {
        var candidates = Run(24, seed: 1);
        Assert.Equal(
            [("initial", 8), ("coarse-1", 5), ("coarse-2", 7), ("fine", 4)],
            candidates.GroupBy(candidate => candidate.Stage).Select(group => (group.Key, group.Count()))
        );
    }

    [Fact]
    public void Run_TwentySeeds_BeatsRandomSearchOnAMadeSurface()
    {
        var wins = Enumerable
            .Range(1, 20)
            .Count(seed => Best(Run(30, (ulong)seed)) > Best(Run(30, (ulong)seed, "random")));
        Assert.True(wins >= 15, $"joint-nas was better for {wins} of 20 seeds");
    }

    [Fact]
    public void Run_PredictedBatches_RankLikeTheTruth()
    {
        var candidates = Run(60, seed: 3);
        var predicted = candidates.Where(candidate => candidate.PredictedAccuracy is not null).ToList();
        var correlation = RankCorrelation.Spearman(
            [.. predicted.Select(candidate => candidate.PredictedAccuracy!.Value)],
            [.. predicted.Select(candidate => candidate.Metrics!.Accuracy)]
        );
        Assert.True(correlation > 0.3, $"Spearman is {correlation}");
    }

    [Fact]
    public void FitPredictor_TwoHundredRows_OrdersUnseenCandidates()
    {
        var experiment = Build.Experiment(Build.TableSpace, "random", 300);
        var candidates = new FakeCluster(experiment, 1, StrategyConformanceTests.Made).Run();
        var predictor = new JointNas().FitPredictor(new(experiment, [.. candidates.Take(200)]));
        var unseen = candidates.Skip(200).ToList();
        var correlation = RankCorrelation.Spearman(
            [.. unseen.Select(candidate => predictor.Predict(candidate.Configuration).Mean)],
            [.. unseen.Select(candidate => candidate.Metrics!.Accuracy)]
        );
        Assert.True(correlation > 0.9, $"Spearman is {correlation}");
    }

    [Fact]
    public void FitPredictor_SameSeed_PredictsTheSameToTheBit()
    {
        var experiment = Build.Experiment(Build.TableSpace, "random", 20);
        var view = new SearchView(experiment, new FakeCluster(experiment, 1, StrategyConformanceTests.Made).Run());
        var (one, two) = (new JointNas().FitPredictor(view), new JointNas().FitPredictor(view));
        Assert.All(view.Candidates, c => Assert.Equal(one.Predict(c.Configuration), two.Predict(c.Configuration)));
    }

    [Fact]
    public void Run_Lag_GivesTheSameCandidatesForAnyNumberOfWorkers()
    {
        var runs = new[] { 1, 2, 4 }.Select(workers => Keys(Lagging(workers).Run())).ToList();
        Assert.All(runs, run => Assert.Equal(runs[0], run));
    }

    [Fact]
    public void Plan_Lag_ProposesWhileTheLastOnesTrain()
    {
        var experiment = Build.Experiment(Build.TableSpace, "joint-nas", 30, options: Lag(3));
        CandidateHistory candidates = [.. Lagging(1).Run().Take(10)];
        Assert.Equal(SearchStepKind.Propose, Plan(8));
        Assert.Equal(SearchStepKind.Wait, Plan(7));

        SearchStepKind Plan(int done)
        {
            var open = candidates.Skip(done).Select(one => one with { State = CandidateState.Running, Metrics = null });
            return SearchDirector.Plan(new(experiment, [.. candidates.Take(done), .. open]), timeIsUp: false).Kind;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Run_TinyBudget_IsSpent(int budget) => Assert.Equal(budget, Run(budget, seed: 1).Count);

    [Fact]
    public void Check_InitialLargerThanTheBudget_IsAProblem()
    {
        var options = new ParameterSet([new("initial", 50)]);
        Assert.Single(new JointNas().Check(options, new() { Candidates = 24 }));
    }

    [Fact]
    public void Run_WhereTheBestPredictedAreNotAdmitted_StillFillsItsBatches()
    {
        var space = Build.TableSpace;
        var experiment = Build.Experiment(space, "joint-nas", 30);
        var candidates = ImmutableArray<Candidate>.Empty;
        while (true)
        {
            // Nine tenths of the widths, and with them all that scores well, cannot be evaluated.
            var view = new SearchView(experiment, candidates)
            {
                Admits = point => point.Architecture.Number("width") <= 6,
            };
            var step = SearchDirector.Plan(view, timeIsUp: false);
            if (step.Kind != SearchStepKind.Propose)
            {
                break;
            }

            var proposals = SearchDirector.Propose(view, step);
            Assert.Equal(step.Count, proposals.Length);
            candidates = candidates.AddRange(
                proposals.Select((proposal, i) => Trained(new(experiment.Id, candidates.Length + i + 1), proposal))
            );
        }

        Assert.Equal(30, candidates.Length);
    }

    [Fact]
    public void Run_BatchesOfAMixedSpace_TellOfAsManyChoices()
    {
        var space = new SearchSpace(
            "mixed",
            Decoder: null,
            [
                .. Enumerable
                    .Range(0, 4)
                    .Select(i => new CategoricalDimension { Name = $"op{i}", Choices = ["a", "b", "c"] }),
                .. Build.TableSpace.Dimensions,
            ]
        );
        var experiment = Build.Experiment(space, "joint-nas", 50);
        var candidates = new FakeCluster(experiment, 1, StrategyConformanceTests.Made).Run();
        Assert.All(
            candidates
                .Where(candidate => candidate.Stage.StartsWith("coarse", StringComparison.Ordinal))
                .GroupBy(c => c.Stage),
            batch => Assert.Equal(batch.Count(), batch.Select(ChoicesOf).Distinct().Count())
        );

        static string ChoicesOf(Candidate candidate) =>
            string.Concat(Enumerable.Range(0, 4).Select(i => candidate.Configuration.Architecture.Text($"op{i}")));
    }

    [Fact]
    public void Propose_InitialPoolUnderALimit_LiesNearTheLimit()
    {
        var limits = new ConstraintSpec { MaxMacs = 1_500_000 };
        var experiment = Build.Experiment(Build.SmallSpace, "joint-nas", 45, constraints: limits);
        var source = new SearchView(experiment, CandidateHistory.Empty).NewSource();
        double LoadOf(Configuration point) => source.LoadOf(point)!.Value;
        var pool = new FakeCluster(experiment, 1, StrategyConformanceTests.MadeOf(experiment)).Run().Take(15);
        var random = SeededRandom.Create(5, "plain");
        var plain = Enumerable.Range(0, 15).Select(_ => source.Next(() => Build.SmallSpace.Sample(random))!).ToList();
        var load = pool.Average(candidate => LoadOf(candidate.Configuration));
        Assert.InRange(load, plain.Average(LoadOf) + 0.05, 1);
    }

    private static FakeCluster Lagging(int workers) =>
        new(
            Build.Experiment(Build.TableSpace, "joint-nas", 30, options: Lag(3)),
            workers,
            StrategyConformanceTests.Made
        );

    private static ParameterSet Lag(int places) => ParameterSet.Empty.With("lag", places);

    private static List<string> Keys(IEnumerable<Candidate> candidates) =>
        [.. candidates.Select(candidate => candidate.Configuration.Key)];

    private static Candidate Trained(CandidateId id, Proposal proposal)
    {
        var candidate = new Candidate
        {
            Id = id,
            Stage = proposal.Stage,
            Configuration = proposal.Configuration,
            Epochs = proposal.Epochs,
            State = CandidateState.Completed,
        };
        return candidate with { Metrics = StrategyConformanceTests.Made(candidate) };
    }

    private static double Best(List<Candidate> candidates) => candidates.Max(candidate => candidate.Metrics!.Accuracy);

    private static List<Candidate> Run(int budget, ulong seed, string strategy = "joint-nas") =>
        [
            .. new FakeCluster(
                Build.Experiment(Build.TableSpace, strategy, budget, seed),
                2,
                StrategyConformanceTests.Made
            ).Run(),
        ];
}
