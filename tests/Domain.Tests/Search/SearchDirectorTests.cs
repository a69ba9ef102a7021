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
