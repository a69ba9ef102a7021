using NasCluster.Domain.Candidates;
using NasCluster.Domain.Tests.Shared;

namespace NasCluster.Domain.Tests.Candidates;

public sealed class RetryPolicyTests
{
    [Theory]
    [InlineData(FailureKind.Diverged, CandidateState.Failed)]
    [InlineData(FailureKind.Invalid, CandidateState.Failed)]
    [InlineData(FailureKind.Infeasible, CandidateState.Pruned)]
    [InlineData(FailureKind.Stopped, CandidateState.Pruned)]
    [InlineData(FailureKind.OutOfMemory, CandidateState.Ready)]
    [InlineData(FailureKind.Crash, CandidateState.Ready)]
    [InlineData(FailureKind.Timeout, CandidateState.Ready)]
    [InlineData(FailureKind.Protocol, CandidateState.Ready)]
    [InlineData(FailureKind.Infrastructure, CandidateState.Ready)]
    [InlineData(FailureKind.DatasetChanged, CandidateState.Ready)]
    public void Settle_FirstFailure_FollowsItsBudget(FailureKind kind, CandidateState expected) =>
        Assert.Equal(expected, RetryPolicy.Settle(Build.Candidate(1, 0), new(kind, ""), crashBudget: 3).Next);

    [Fact]
    public void Settle_ThirtyLossesAndTwoCrashes_StillRunsThenTheThirdCrashEndsIt()
    {
        var candidate = Build.Candidate(1, 0);
        var kinds = Enumerable.Repeat(FailureKind.Infrastructure, 30).Concat([FailureKind.Crash, FailureKind.Timeout]);
        foreach (var kind in kinds)
        {
            var settlement = RetryPolicy.Settle(candidate, new(kind, ""), crashBudget: 3);
            Assert.Equal(CandidateState.Ready, settlement.Next);
            candidate = candidate with { Failures = settlement.Failures };
        }

        Assert.Equal(CandidateState.Failed, RetryPolicy.Settle(candidate, new(FailureKind.Crash, ""), 3).Next);
    }

    [Fact]
    public void Settle_SecondOutOfMemory_IsFinal()
    {
        var first = RetryPolicy.Settle(Build.Candidate(1, 0), new(FailureKind.OutOfMemory, ""), 3);
        var again = Build.Candidate(1, 0) with { Failures = first.Failures };
        Assert.Equal(CandidateState.Failed, RetryPolicy.Settle(again, new(FailureKind.OutOfMemory, ""), 3).Next);
    }
}
