using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Tests.Experiments;
using NasCluster.Domain.Tests.Shared;
using NasCluster.Domain.Training;

namespace NasCluster.Domain.Tests.Search;

public sealed class RankStopTests
{
    private const int Epochs = 6;
    private const int ClearAfter = 3;

    public static TheoryData<string> General =>
        [.. StrategyCatalog.Names.Where(name => !StrategyCatalog.Get(name).CheckSpace(Build.TableSpace).Any())];

    [Fact]
    public void Choose_FirstEpochThatReachesTheCorrelation_IsTaken()
    {
        var spec = Spec("random", new() { Rule = EarlyStopRule.Rank, Candidates = 4 }).Spec;
        CandidateHistory batch =
        [
            WithCourse(1, 0.1, 0.4, 0.5),
            WithCourse(2, 0.2, 0.3, 0.6),
            WithCourse(3, 0.3, 0.2, 0.7),
            WithCourse(4, 0.4, 0.1, 0.8),
        ];
        spec = spec with { Trainer = new() { Epochs = 3 } };
        Assert.Equal(new(1, 3, 1, 4), RankStop.Choose(spec, batch));
        var late = spec with { EarlyStop = spec.EarlyStop! with { Warmup = 2 } };
        Assert.Equal(new(3, 3, null, 4), RankStop.Choose(late, batch));
    }

    [Theory]
    [InlineData(0.6, 1)]
    [InlineData(0.9, 2)]
    public void Choose_Correlation_IsTheThreshold(double correlation, int epoch)
    {
        var spec = Spec(
            "random",
            new()
            {
                Rule = EarlyStopRule.Rank,
                Candidates = 4,
                Correlation = correlation,
            }
        ).Spec;
        // Spearman of 1 2 4 3 with 1 2 3 4 is 0.8.
        CandidateHistory batch =
        [
            WithCourse(1, 0.1, 0.1, 0.5),
            WithCourse(2, 0.2, 0.2, 0.6),
            WithCourse(3, 0.4, 0.3, 0.7),
            WithCourse(4, 0.3, 0.4, 0.8),
        ];
        Assert.Equal(epoch, RankStop.Choose(spec with { Trainer = new() { Epochs = 3 } }, batch)!.Epoch);
    }

    [Fact]
    public void Choose_BatchNotDoneOrFailed_IsNotYetOrNever()
    {
        var spec = Spec("random", new() { Rule = EarlyStopRule.Rank, Candidates = 3 }).Spec;
        var open = WithCourse(3, 0.1) with { State = CandidateState.Running, Metrics = null };
        Assert.Null(RankStop.Choose(spec, [WithCourse(1, 0.1), WithCourse(2, 0.2), open]));
        var failed = open with { State = CandidateState.Failed };
        Assert.Equal(
            new(Epochs, Epochs, null, 0),
            RankStop.Choose(spec, [WithCourse(1, 0.1), WithCourse(2, 0.2), failed])
        );
    }

    [Theory]
    [MemberData(nameof(General))]
    public void Run_AnyNumberOfWorkers_GivesTheSameCandidatesAndEpochs(string strategy)
    {
        var runs = new[] { 1, 2, 4 }.Select(workers => Run(strategy, workers)).ToList();
        Assert.All(runs, run => Assert.Equal(Keys(runs[0]), Keys(run)));
    }

    [Theory]
    [MemberData(nameof(General))]
    public void Run_LaterCandidates_AreTrainedToTheEpochAndTheBestInFull(string strategy)
    {
        var experiment = Spec(strategy, new() { Rule = EarlyStopRule.Rank });
        var candidates = Run(strategy, 2);
        var batch = FirstBatch.SizeOf(experiment.Spec);
        Assert.All(candidates.Take(batch), candidate => Assert.Equal(Epochs, candidate.Epochs));
        Assert.All(candidates.Take(30).Skip(batch), candidate => Assert.Equal(ClearAfter, candidate.Epochs));
        Assert.All(
            candidates.Skip(30),
            candidate => Assert.Equal((SearchStages.Final, Epochs), (candidate.Stage, candidate.Epochs))
        );
        Assert.Equal(ClearAfter, RankStop.Choose(experiment.Spec, candidates)!.Epoch);
        Assert.InRange(candidates.Length, 31, 33);
    }

    [Fact]
    public void Propose_AfterTheFirstBatch_NotesTheEpoch()
    {
        var experiment = Spec("joint-nas", new() { Rule = EarlyStopRule.Rank });
        var batch = FirstBatch.SizeOf(experiment.Spec);
        var view = new SearchView(experiment, [.. Run("joint-nas", 2).Take(batch)]);
        var proposals = SearchDirector.Propose(view, SearchDirector.Plan(view, timeIsUp: false));
        Assert.StartsWith("early stop after epoch 3 of 6", proposals[0].Note, StringComparison.Ordinal);
        Assert.All(proposals.Skip(1), proposal => Assert.Null(proposal.Note));
    }

    [Fact]
    public void Seen_FirstBatch_HasTheAccuracyOfTheEpochAndStaysSo()
    {
        var experiment = Spec("joint-nas", new() { Rule = EarlyStopRule.Rank });
        var seen = RankStop.Seen(new(experiment, Run("joint-nas", 2)));
        Assert.All(
            seen.Candidates.Take(FirstBatch.SizeOf(experiment.Spec)),
            candidate =>
                Assert.Equal(candidate.Metrics!.AccuracyByEpoch!.Value[ClearAfter - 1], candidate.Metrics.Accuracy)
        );
        Assert.Equal(seen.Candidates.AsEnumerable(), RankStop.Seen(seen).Candidates.AsEnumerable());
    }

    [Fact]
    public void TrainCommand_Shortened_KeepsTheSchedule()
    {
        var experiment = Spec("random", new() { Rule = EarlyStopRule.Rank });
        var candidate = WithCourse(1, 0.1) with { Epochs = 2 };
        Assert.Equal((2, Epochs), Trained(candidate));
        Assert.Equal((Epochs, null), Trained(candidate with { Epochs = Epochs }));
        Assert.Equal((2, null), Trained(candidate with { Stage = SearchStages.Final }));

        (int, int?) Trained(Candidate one) =>
            TrainCommand.Of(experiment, one, "n") is var command ? (command.Epochs, command.ScheduleEpochs) : default;
    }

    [Fact]
    public void Read_Rank_HasADefaultFinalStage()
    {
        var spec = SpecText.Read(SpecText.With(("earlyStop", """{ "rule": "rank", "correlation": 0.9 }""")));
        Assert.Equal(
            new()
            {
                Rule = EarlyStopRule.Rank,
                Candidates = 0,
                Correlation = 0.9,
            },
            spec.EarlyStop
        );
        Assert.Equal(spec.Trainer.Epochs, spec.Final!.Epochs);
    }

    [Theory]
    [InlineData("""{ "rule": "rank", "correlation": «0 }""", "spec.range", "/earlyStop/correlation")]
    [InlineData("""{ "rule": "rank", "candidates": «2 }""", "spec.range", "/earlyStop/candidates")]
    public void Read_WrongRank_IsToldAtItsKey(string section, string code, string pointer) =>
        SpecText.AssertOne(SpecText.With(("earlyStop", section)), code, pointer);

    private static CandidateHistory Run(string strategy, int workers) =>
        new FakeCluster(Spec(strategy, new() { Rule = EarlyStopRule.Rank }), workers, Made).Run();

    private static Experiment Spec(string strategy, EarlyStopSpec stop)
    {
        var experiment = Build.Experiment(Build.TableSpace, strategy, 30, final: new(3, Epochs));
        return experiment with
        {
            Spec = experiment.Spec with
            {
                EarlyStop = stop with { Candidates = stop.Candidates == 5 ? 0 : stop.Candidates },
                Trainer = new() { Epochs = Epochs },
            },
        };
    }

    /// <summary>Before the third epoch the order is reversed; from it on it is the last one's.</summary>
    private static CandidateMetrics Made(Candidate candidate)
    {
        var end = StrategyConformanceTests.Made(candidate).Accuracy;
        ImmutableArray<double> course =
        [
            .. Enumerable
                .Range(1, candidate.Epochs)
                .Select(epoch => epoch < ClearAfter ? 0.5 - 0.4 * end : end * (0.7 + 0.05 * epoch)),
        ];
        return Build.Metrics(course[^1]) with { AccuracyByEpoch = course };
    }

    private static Candidate WithCourse(int number, params double[] course) =>
        Build.Candidate(number, course[^1]) with
        {
            Epochs = Epochs,
            Metrics = Build.Metrics(course[^1]) with { AccuracyByEpoch = [.. course] },
        };

    private static IEnumerable<(string, int)> Keys(IEnumerable<Candidate> candidates) =>
        candidates.Select(candidate => (candidate.Configuration.Key, candidate.Epochs));
}
