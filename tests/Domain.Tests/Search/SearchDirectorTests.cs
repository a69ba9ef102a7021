using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Search;
using NasCluster.Domain.Tests.Shared;

namespace NasCluster.Domain.Tests.Search;

public sealed class SearchDirectorTests
{
    [Fact]
    public void Failure_MoreThanAllowed_SaysHowMany()
    {
        var experiment = Build.Experiment(Build.TableSpace, "random", 10);
        experiment = experiment with
        {
            Spec = experiment.Spec with
            {
                Budget = new() { Candidates = 10, MaxFailed = 1 },
            },
        };
        var failed = Build.Candidate(1, 0) with { State = CandidateState.Failed };
        Assert.Null(SearchDirector.Failure(new(experiment, [failed])));
        Assert.Equal(
            "2 candidates failed; the experiment allows 1.",
            SearchDirector.Failure(new(experiment, [failed, failed with { Id = new(failed.Id.Experiment, 2) }]))
        );
    }

    [Fact]
    public void Plan_TimeIsUp_WaitsForWhatRunsThenGoesToTheFinalStage()
    {
        var experiment = Build.Experiment(Build.TableSpace, "random", 10, final: new(1, 9));
        var done = Build.Candidate(1, 0.5);
        var running = Build.Candidate(2, 0.5) with { State = CandidateState.Running, Metrics = null };
        Assert.Equal(SearchStepKind.Wait, SearchDirector.Plan(new(experiment, [done, running]), timeIsUp: true).Kind);
        Assert.Equal(SearchStages.Final, SearchDirector.Plan(new(experiment, [done]), timeIsUp: true).Stage);
    }

    [Fact]
    public void Plan_OneStillTrained_NamesTheFinalistThatItCannotDisplace()
    {
        var experiment = Build.Experiment(Build.TableSpace, "random", 4, final: new(2, 9));
        Candidate[] ended = [Build.Candidate(1, 0.5), Build.Candidate(2, 0.7), Build.Candidate(3, 0.6)];
        var running = Build.Candidate(4, 0.9) with { State = CandidateState.Running, Metrics = null };
        var view = new SearchView(experiment, [.. ended, running]);

        var step = SearchDirector.Plan(view, timeIsUp: false);

        Assert.Equal((SearchStages.Final, 1), (step.Stage, step.Count));
        Assert.Equal(2, Assert.Single(SearchDirector.Propose(view, step)).Parent);
    }

    [Fact]
    public void Plan_TwoStillTrained_WaitsForOneOfTwoFinalists()
    {
        var experiment = Build.Experiment(Build.TableSpace, "random", 4, final: new(2, 9));
        Candidate[] ended = [Build.Candidate(1, 0.5), Build.Candidate(2, 0.7)];
        var running = Build.Candidate(3, 0.9) with { State = CandidateState.Running, Metrics = null };

        var view = new SearchView(experiment, [.. ended, running, running with { Id = new("test-1", 4) }]);

        Assert.Equal(SearchStepKind.Wait, SearchDirector.Plan(view, timeIsUp: false).Kind);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 4)]
    [InlineData(3, 12)]
    public void Run_AnyOrderOfEnding_GivesTheSameFinalists(ulong seed, int top)
    {
        var experiment = Build.Experiment(Build.TableSpace, "random", 12, seed, final: new(top, 9));
        var runs = ((int[])[1, 2, 3, 5, 12]).Select(workers =>
            string.Join(' ', Final(new FakeCluster(experiment, workers, Train).Run()))
        );
        var best = new FakeCluster(experiment, 1, Train)
            .Run()
            .Where(candidate => candidate is { Stage: not SearchStages.Final, Metrics: not null })
            .OrderByDescending(candidate => candidate.Metrics!.Accuracy)
            .Take(top)
            .Select(candidate => candidate.Id.Number);

        var same = Assert.Single(runs.Distinct());
        Assert.Equal(best.Order(), same.Split(' ').Select(int.Parse).Order());

        // A third of the candidates fails.
        CandidateMetrics? Train(Candidate candidate)
        {
            var random = new Random((int)seed * 100 + candidate.Id.Number);
            var accuracy = random.NextDouble();
            return candidate.Stage != SearchStages.Final && random.Next(3) == 0
                ? null
                : new() { Accuracy = accuracy, Loss = 1 };
        }

        static IEnumerable<int> Final(IEnumerable<Candidate> candidates) =>
            candidates
                .Where(candidate => candidate.Stage == SearchStages.Final)
                .Select(candidate => candidate.Parent!.Value);
    }

    [Fact]
    public void ActiveTime_PausesAndOverlaps_CountOnce()
    {
        var start = DateTimeOffset.UnixEpoch;
        var total = ActiveTime.Of(
            [
                Timed(1, start, start.AddSeconds(10)),
                Timed(2, start.AddSeconds(5), start.AddSeconds(15)),
                Timed(3, start.AddSeconds(100), start.AddSeconds(101)),
                Timed(4, start.AddSeconds(200), null) with
                {
                    State = CandidateState.Running,
                },
            ],
            start.AddSeconds(203)
        );
        Assert.Equal(TimeSpan.FromSeconds(19), total);
    }

    private static Candidate Timed(int number, DateTimeOffset from, DateTimeOffset? until) =>
        Build.Candidate(number, 0.5) with
        {
            StartedAt = from,
            FinishedAt = until,
        };
}
