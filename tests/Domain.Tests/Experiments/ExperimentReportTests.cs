using System.Collections.Immutable;
using System.Text.Json;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Tests.Experiments;

/// <summary>What is answered about an experiment, made whole and made from what changed.</summary>
public sealed class ExperimentReportTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddHours(1);

    [Theory]
    [InlineData(RankBy.Reward)]
    [InlineData(RankBy.Accuracy)]
    [InlineData(RankBy.Pareto)]
    public void With_AnyChanges_AnswersAsTheWholeDoes(RankBy by)
    {
        var random = new Random(3);
        var experiment = Experiment(by);
        var report = new ExperimentReport(experiment, CandidateHistory.Empty);
        var all = new List<Candidate>();
        for (var step = 0; step < 60; step++)
        {
            var changed = Change(all, random);
            report = report.With(experiment, changed);
            var whole = new ExperimentReport(experiment, [.. all]);
            Assert.Equal(Json(whole.Result(Now)), Json(report.Result(Now)));
            Assert.Equal(whole.Front, report.Front);
            Assert.Equal(whole.Overview(Now).Course, report.Overview(Now).Course);
        }
    }

    [Fact]
    public void Overview_TwoAtWork_ShareTheEpochsThatRemain()
    {
        // 5 s an epoch; two at work count half (2 epochs), one waits (2), five are not proposed yet (10): 14 epochs over two slots.
        CandidateHistory candidates = ImmutableArray.Create(
            Candidate(1, CandidateState.Completed, 0.5),
            Candidate(2, CandidateState.Completed, 0.6),
            Candidate(3, CandidateState.Running),
            Candidate(4, CandidateState.Running),
            Candidate(5, CandidateState.Ready)
        );
        var experiment = Experiment(RankBy.Reward);
        var left = new ExperimentReport(experiment, candidates).Overview(Now).TimeLeft;
        Assert.Equal(new TimeLeft(TimeSpan.FromSeconds(35), TimeSpan.FromSeconds(35)), left);
        var paused = new ExperimentReport(experiment with { State = ExperimentState.Paused }, candidates);
        Assert.Null(paused.Overview(Now).TimeLeft);
    }

    [Fact]
    public void Course_OfMany_GrowsAndIsShort()
    {
        var many = Enumerable
            .Range(1, 1000)
            .Select(i => Candidate(i, CandidateState.Completed, i % 7 / 10.0 + i / 5000.0));
        var course = AccuracyCourse.Of(many);
        Assert.Equal(AccuracyCourse.Points, course.Length);
        Assert.Equal(course.Order(), course);
        Assert.Equal(
            [0.3, 0.3, 0.5],
            AccuracyCourse.Of([
                Candidate(1, CandidateState.Completed, 0.3),
                Candidate(2, CandidateState.Running),
                Candidate(3, CandidateState.Completed, 0.2),
                Candidate(4, CandidateState.Completed, 0.5),
            ])
        );
    }

    [Fact]
    public void Course_WithASupernet_LeavesItOut()
    {
        var supernet = Candidate(1, CandidateState.Completed, 0.9) with { Stage = SearchStages.Supernet };
        Assert.Equal([0.3], AccuracyCourse.Of([supernet, Candidate(2, CandidateState.Completed, 0.3)]));
    }

    /// <summary>New ones, and open ones that go on.</summary>
    private static ImmutableArray<Candidate> Change(List<Candidate> all, Random random)
    {
        var changed = new SortedDictionary<int, Candidate>();
        foreach (var open in all.Where(candidate => !candidate.State.IsFinal && random.Next(2) == 0).ToList())
        {
            var state = random.Next(4) == 0 ? CandidateState.Failed : CandidateState.Completed;
            changed[open.Id.Number] = Candidate(open.Id.Number, state, random.Next(20) / 20.0, random);
        }

        for (var i = random.Next(4); i > 0; i--)
        {
            var number = all.Count + 1;
            changed[number] = Candidate(number, CandidateState.Ready);
            all.Add(changed[number]);
        }

        foreach (var (number, candidate) in changed)
        {
            all[number - 1] = candidate;
        }

        return [.. changed.Values];
    }

    private static Candidate Candidate(int number, CandidateState state, double accuracy = 0, Random? random = null) =>
        new()
        {
            Id = new("made-1", number),
            Stage = $"stage-{number / 12}",
            Configuration = new(new([KeyValuePair.Create("x", (ParameterValue)number)]), ParameterSet.Empty),
            Epochs = number % 10 == 0 ? 3 : 2,
            State = state,
            PredictedAccuracy = number % 3 == 0 ? null : number % 5 / 5.0,
            Metrics =
                state == CandidateState.Completed
                    ? new()
                    {
                        Accuracy = accuracy,
                        Loss = 1,
                        LatencyMs = random?.Next(6) ?? 1,
                        Macs = 1000 * (random?.Next(6) ?? 1),
                        Params = 10 + (random?.Next(3) ?? 1),
                        TrainSeconds = 10,
                    }
                    : null,
        };

    private static Experiment Experiment(RankBy by) =>
        new()
        {
            Id = "made-1",
            State = ExperimentState.Running,
            Dataset = new()
            {
                Name = "none",
                Folder = "",
                Channels = 1,
                Resolution = 28,
                Classes = 10,
                TrainCount = 1,
                TestCount = 1,
                ContentHash = "",
            },
            Spec = new()
            {
                Name = "made",
                Seed = 1,
                Data = new() { Dataset = "none" },
                Space = new("none", null, []),
                Strategy = new("random", ParameterSet.Empty),
                Trainer = new() { Epochs = 2 },
                Budget = new() { Candidates = 10 },
                Ranking = new() { By = by },
            },
        };

    private static string Json(ExperimentResult result) =>
        JsonSerializer.Serialize(result, DomainJson.Default.ExperimentResult);
}
