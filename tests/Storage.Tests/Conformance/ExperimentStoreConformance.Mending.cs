using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Scheduling;
using NasCluster.Storage.Tests.Shared;

namespace NasCluster.Storage.Tests.Conformance;

public abstract partial class ExperimentStoreConformance
{
    [Fact]
    public async Task Mend_NothingWrong_ChangesNothing()
    {
        var experiment = await SubmitWithAsync(3);
        await ClaimAsync();
        var before = await Store.CandidatesAsync(experiment.Id, Ct);
        var events = await Store.EventsAsync(experiment.Id, 0, int.MaxValue, Ct);

        Assert.Empty(await Store.MendAsync(experiment.Id, before, Ct));

        Assert.Equal(before, await Store.CandidatesAsync(experiment.Id, Ct));
        Assert.Equal(events, await Store.EventsAsync(experiment.Id, 0, int.MaxValue, Ct));
    }

    [Fact]
    public async Task Mend_WaitingRowDeleted_IsMadeAgainAsItWas()
    {
        var experiment = await SubmitWithAsync(3);
        var known = await Store.CandidatesAsync(experiment.Id, Ct);
        await ExecuteAsync("delete from candidate where number >= 2");

        var mended = await Store.MendAsync(experiment.Id, known, Ct);

        Assert.Equal([2, 3], mended.Select(candidate => candidate.Number));
        Assert.Equal(known, await Store.CandidatesAsync(experiment.Id, Ct));
        var last = await LastEventAsync(experiment);
        Assert.Equal((ExperimentEventKind.Requeued, 3), (last.Kind, last.Candidate));
        Assert.Empty(await Store.MendAsync(experiment.Id, known, Ct));
    }

    [Fact]
    public async Task Mend_RunningRowDeleted_WaitsUnderTheNextFence()
    {
        var experiment = await SubmitWithAsync(1);
        var lost = await ClaimAsync();
        var known = await Store.CandidatesAsync(experiment.Id, Ct);
        await ExecuteAsync("delete from attempt");
        await ExecuteAsync("delete from candidate");

        await Store.MendAsync(experiment.Id, known, Ct);

        Assert.False(await Store.RecordAsync(lost.Attempt, Make.Report(1), null, Ct));
        Assert.Equal(2, (await ClaimAsync()).Attempt.Number);
    }

    [Theory]
    [InlineData("delete from attempt")]
    [InlineData("update attempt set ended_at = 1, cause = 'crash'")]
    public async Task Mend_RunningWithoutAnOpenAttempt_WaitsAgain(string edit)
    {
        var experiment = await SubmitWithAsync(1);
        await ClaimAsync();
        await ExecuteAsync(edit);
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Empty(await Store.ExpireAsync(Ct));

        var mended = await Store.MendAsync(experiment.Id, await Store.CandidatesAsync(experiment.Id, Ct), Ct);

        Assert.Equal([1], mended.Select(candidate => candidate.Number));
        Assert.Equal(2, (await ClaimAsync()).Attempt.Number);
    }

    [Fact]
    public async Task Mend_OpenAttemptOfAWaitingCandidate_EndsAndIsNotCharged()
    {
        var experiment = await SubmitWithAsync(1);
        var claimed = await ClaimAsync();
        await ExecuteAsync("update candidate set state = 'ready'");

        await Store.MendAsync(experiment.Id, await Store.CandidatesAsync(experiment.Id, Ct), Ct);

        Assert.Equal(0, await QueryNumberAsync("select count(*) from attempt where ended_at is null"));
        Assert.Equal(new FailureCounts(), (await ReloadAsync(claimed.Attempt)).Failures);
        Assert.Equal(CandidateState.Ready, (await ReloadAsync(claimed.Attempt)).State);
    }

    [Fact]
    public async Task Mend_AttemptsOfAWaitingOneLowered_GoesOnFromTheLastThereWas()
    {
        var experiment = await SubmitWithAsync(1);
        var lost = await ClaimAsync();
        var failure = new CandidateFailure(FailureKind.Infrastructure, "gone");
        Assert.True(await Store.SettleAsync(lost.Attempt, RetryPolicy.Settle(lost.Candidate, failure, 3), Ct));
        await ExecuteAsync("update candidate set attempts = 0");

        var mended = await Store.MendAsync(experiment.Id, await Store.CandidatesAsync(experiment.Id, Ct), Ct);

        Assert.Equal([1], mended.Select(candidate => candidate.Number));
        Assert.Equal(2, (await ClaimAsync()).Attempt.Number);
    }

    [Fact]
    public async Task Mend_FinalRowDeleted_IsMadeAgainAsItWasAndNotReportedAgain()
    {
        var experiment = await SubmitWithAsync(2);
        var claimed = await ClaimAsync();
        var settlement = new Settlement(CandidateState.Completed, new()) { Metrics = Make.Metrics() };
        Assert.True(await Store.SettleAsync(claimed.Attempt, settlement, Ct));
        var known = await Store.CandidatesAsync(experiment.Id, Ct);
        var last = await LastEventAsync(experiment);
        await ExecuteAsync("delete from attempt");
        await ExecuteAsync("delete from candidate where number = 1");
        Clock.Advance(TimeSpan.FromMinutes(1));

        await Store.MendAsync(experiment.Id, known, Ct);

        Assert.Equal(CandidateState.Completed, known[0].State);
        Assert.Equal(known[0], await Store.FindAsync(known[0].Id, Ct));
        Assert.Equal(last, await LastEventAsync(experiment));
    }

    /// <summary>More than are looked for one by one.</summary>
    [Fact]
    public async Task Mend_OneRowOfManyDeleted_IsFound()
    {
        var experiment = await SubmitWithAsync(300);
        var known = await Store.CandidatesAsync(experiment.Id, Ct);
        Assert.Empty(await Store.MendAsync(experiment.Id, known, Ct));
        await ExecuteAsync("delete from candidate where number = 17");

        var mended = await Store.MendAsync(experiment.Id, known, Ct);

        Assert.Equal([17], mended.Select(candidate => candidate.Number));
    }

    [Fact]
    public async Task Mend_StandInForALostOne_IsStoredAsItIsGiven()
    {
        var experiment = await SubmitWithAsync(3);
        var known = await Store.CandidatesAsync(experiment.Id, Ct);
        await ExecuteAsync("delete from candidate where number = 2");
        var standIn = known[1] with
        {
            Epochs = 0,
            State = CandidateState.Failed,
            Failure = new(FailureKind.Infrastructure, "gone"),
        };

        await Store.MendAsync(experiment.Id, [standIn], Ct);

        var stored = await Store.CandidatesAsync(experiment.Id, Ct);
        Assert.Equal(standIn with { FinishedAt = Start }, stored[1]);
        Assert.Equal(ExperimentEventKind.Failed, (await LastEventAsync(experiment)).Kind);
    }

    [Fact]
    public async Task Mend_OtherExperiment_IsLeftAlone()
    {
        var experiment = await SubmitWithAsync(1);
        await ClaimAsync();
        await SubmitWithAsync(1, "other");
        await ClaimAsync();
        await ExecuteAsync("delete from attempt where experiment = 'other-1'");

        Assert.Empty(await Store.MendAsync(experiment.Id, ImmutableArray<Candidate>.Empty, Ct));
    }
}
