using NasCluster.Domain.Candidates;
using NasCluster.Domain.Search;
using NasCluster.Domain.Tests.Shared;

namespace NasCluster.Domain.Tests.Search;

public sealed class AheadOfSlotsTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;

    [Theory]
    [InlineData(0, 8)]
    [InlineData(3, 8)]
    [InlineData(20, 20)]
    public void Plan_LongCandidates_AsManyAsTrainButAtLeastEight(int training, int expected) =>
        Assert.Equal(expected, Proposed([.. Ended(40, TimeSpan.FromSeconds(10)), .. Training(41, training)]));

    [Theory]
    [InlineData(0, 2)]
    [InlineData(3, 3)]
    public void Plan_LongCandidatesOfABudgetInMinutes_NoMoreThanTrain(int training, int expected) =>
        Assert.Equal(
            expected,
            Proposed([.. Ended(40, TimeSpan.FromSeconds(10)), .. Training(41, training)], minutes: 60)
        );

    [Fact]
    public void Plan_CandidatesThatEndAtOnce_AsManyAsEndedInTheLastQuarterOfASecond() =>
        Assert.Equal(50, Proposed(Ended(400, TimeSpan.FromMilliseconds(5))));

    [Fact]
    public void Plan_ThousandsEndedTogether_NoMoreThan256() => Assert.Equal(256, Proposed(Ended(3000, TimeSpan.Zero)));

    [Fact]
    public void Plan_EndedLongAgo_SaysNothingOfHowManyEndNow() =>
        Assert.Equal(
            8,
            Proposed([.. Ended(100, TimeSpan.Zero), Build.Candidate(101, 0.5) with { FinishedAt = Start.AddHours(1) }])
        );

    [Fact]
    public void Plan_EnoughWait_ProposesNothing()
    {
        var waiting = Enumerable
            .Range(401, 50)
            .Select(number => Build.Candidate(number, 0) with { State = CandidateState.Ready, Metrics = null });

        Assert.Equal(0, Proposed([.. Ended(400, TimeSpan.FromMilliseconds(5)), .. waiting]));
    }

    /// <summary>How many a random search proposes next; 0 where it waits.</summary>
    private static int Proposed(IEnumerable<Candidate> candidates, double? minutes = null)
    {
        var experiment = Build.Experiment(Build.TableSpace, "random", 10_000);
        experiment = experiment with
        {
            Spec = experiment.Spec with { Budget = experiment.Spec.Budget with { Minutes = minutes } },
        };
        return SearchDirector.Plan(new(experiment, [.. candidates]), timeIsUp: false).Count;
    }

    private static IEnumerable<Candidate> Ended(int count, TimeSpan apart) =>
        Enumerable
            .Range(1, count)
            .Select(number => Build.Candidate(number, 0.5) with { FinishedAt = Start + number * apart });

    private static IEnumerable<Candidate> Training(int first, int count) =>
        Enumerable
            .Range(first, count)
            .Select(number => Build.Candidate(number, 0) with { State = CandidateState.Running, Metrics = null });
}
