using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Tests.Candidates;

public sealed class CandidateHistoryTests
{
    /// <summary>Against a plain list, over several chunks: every question has the same answer after every change.</summary>
    [Fact]
    public void With_RandomChanges_AnswersAsAListWould()
    {
        var random = new Random(3);
        var history = CandidateHistory.Empty;
        var list = new List<Candidate>();
        for (var step = 0; step < 1500; step++)
        {
            var changed = random.Next(3) == 0 && list.Count > 0 ? Moved(list, random) : Made(list.Count + 1);
            history = history.With([changed]);
            list.RemoveAll(candidate => candidate.Id == changed.Id);
            list.Insert(changed.Id.Number - 1, changed);
        }

        Assert.True(list.Count > 600);
        RequireSame(list, history);
        RequireSame(list, CandidateHistory.Of(list.ToArray()));
    }

    [Fact]
    public void With_Change_LeavesTheEarlierHistoryAsItWas()
    {
        var before = CandidateHistory.Empty.With([Made(1), Made(2)]);

        var after = before.With([Made(1) with { State = CandidateState.Completed }]);

        Assert.Equal((1, 2, 2), (before.FirstOpen, after.FirstOpen, before.CountOf(CandidateState.Ready)));
        Assert.Equal(CandidateState.Ready, before[0].State);
    }

    [Fact]
    public void With_NumberLeftOut_IsRefused() =>
        Assert.Throws<ArgumentException>(() => CandidateHistory.Empty.With([Made(1), Made(3)]));

    [Fact]
    public void IsNews_StateAttemptOrNumber_IsNewsAndNothingElse()
    {
        var history = CandidateHistory.Empty.With([Made(1)]);

        Assert.False(history.IsNews(Made(1)));
        Assert.True(history.IsNews(Made(2)));
        Assert.True(history.IsNews(Made(1) with { Attempts = 1 }));
        Assert.True(history.IsNews(Made(1) with { State = CandidateState.Running }));
    }

    private static void RequireSame(List<Candidate> list, CandidateHistory history)
    {
        Assert.Equal(list, history);
        Assert.Equal(list.ToImmutableArray(), (ImmutableArray<Candidate>)history);
        Assert.Equal(list.Where(candidate => !candidate.State.IsFinal), history.Open);
        Assert.Equal(list.FindIndex(candidate => !candidate.State.IsFinal) + 1, history.FirstOpen);
        Assert.Equal(list.Select(candidate => candidate.Configuration.Key).ToHashSet(), history.Keys);
        Assert.True(history.HasStage("odd"));
        Assert.False(history.HasStage("none"));
        Assert.All(
            Enum.GetValues<CandidateState>(),
            state => Assert.Equal(list.Count(candidate => candidate.State == state), history.CountOf(state))
        );
        Assert.Equal(list[700 % list.Count], history[700 % list.Count]);
    }

    private static Candidate Moved(List<Candidate> list, Random random) =>
        list[random.Next(list.Count)] with
        {
            State = (CandidateState)random.Next(5),
            Attempts = random.Next(3),
        };

    private static Candidate Made(int number) =>
        new()
        {
            Id = new("made-1", number),
            Stage = number % 2 == 0 ? "even" : "odd",
            Configuration = new(new([KeyValuePair.Create("width", (ParameterValue)number)]), ParameterSet.Empty),
            Epochs = 1,
        };
}
