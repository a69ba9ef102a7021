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

    [Theory]
    [InlineData(10)]
    [InlineData(12)]
    [InlineData(29)]
    public void Plan_ThreeOfAnyStageAreOpen_OneMoreIsDue(int proposed)
    {
        Assert.Equal(1, Plan(ParameterSet.Empty, proposed, running: 2, waiting: 1).Count);
        Assert.Equal(SearchStepKind.Wait, Plan(ParameterSet.Empty, proposed, running: 2, waiting: 2).Kind);
    }

    [Fact]
    public void Plan_FreeOrder_HalfAsManyWaitAsTrain()
    {
        Assert.Equal(2, Plan(Free, proposed: 12, running: 4, waiting: 0).Count);
        Assert.Equal(SearchStepKind.Wait, Plan(Free, proposed: 12, running: 4, waiting: 2).Kind);
    }

    [Fact]
    public void Propose_FreeOrder_LearnsFromWhatEndedLast()
    {
        var history = History(Free, proposed: 12, running: 0, waiting: 0);
        var last = history[^1];
        CandidateHistory other = history.With([last with { Metrics = Build.Metrics(0) }]);
        Assert.Equal(Next(ParameterSet.Empty, history), Next(ParameterSet.Empty, other));
        Assert.NotEqual(Next(Free, history), Next(Free, other));

        static string Next(ParameterSet options, CandidateHistory candidates)
        {
            var view = new SearchView(Thirty(options), candidates);
            return SearchDirector.Propose(view, SearchDirector.Plan(view, timeIsUp: false))[0].Configuration.Key;
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
    public void Propose_InitialPoolUnderALimit_LiesNearTheLimit() =>
        Assert.InRange(LoadOfPool(minutes: null), LoadOfPool(minutes: 60) + 0.03, 1);

    [Fact]
    public void Propose_InitialPoolWithinATime_IsSpreadEvenly() =>
        Assert.Equal(LoadOfPool(minutes: 60, "quasi-random"), LoadOfPool(minutes: 60), 0.05);

    /// <summary>The mean share that the first 15 candidates take of a limit.</summary>
    private static double LoadOfPool(double? minutes, string strategy = "joint-nas")
    {
        var limits = new ConstraintSpec { MaxMacs = 1_500_000 };
        var experiment = Build.Experiment(Build.SmallSpace, strategy, 45, constraints: limits);
        experiment = experiment with
        {
            Spec = experiment.Spec with { Budget = experiment.Spec.Budget with { Minutes = minutes } },
        };
        var view = new SearchView(experiment, CandidateHistory.Empty);
        var source = view.NewSource();
        var stage = strategy == "joint-nas" ? SearchStages.Initial : SearchStages.QuasiRandom;
        return SearchDirector
            .Propose(view, SearchStep.Propose(stage, 15))
            .Average(proposal => source.LoadOf(proposal.Configuration)!.Value);
    }

    private static ParameterSet Free => ParameterSet.Empty.With("order", "free");

    private static Experiment Thirty(ParameterSet options) =>
        Build.Experiment(Build.TableSpace, "joint-nas", 30, options: options);

    private static SearchStep Plan(ParameterSet options, int proposed, int running, int waiting) =>
        SearchDirector.Plan(new(Thirty(options), History(options, proposed, running, waiting)), timeIsUp: false);

    /// <summary>The last of the first candidates of a search wait, those before them train.</summary>
    private static CandidateHistory History(ParameterSet options, int proposed, int running, int waiting)
    {
        var all = new FakeCluster(Thirty(options), 1, StrategyConformanceTests.Made).Run().Take(proposed).ToList();
        return
        [
            .. all.Select(
                (candidate, i) =>
                    (proposed - i) switch
                    {
                        var left when left <= waiting => candidate with
                        {
                            State = CandidateState.Ready,
                            Metrics = null,
                        },
                        var left when left <= waiting + running => candidate with
                        {
                            State = CandidateState.Running,
                            Metrics = null,
                        },
                        _ => candidate,
                    }
            ),
        ];
    }

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
