using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Storage.Tests.Shared;

namespace NasCluster.Storage.Tests.Conformance;

public abstract partial class ExperimentStoreConformance
{
    [Fact]
    public async Task Claim_ReadyCandidate_OpensAnAttempt()
    {
        var experiment = await SubmitWithAsync(1);
        Clock.Advance(TimeSpan.FromSeconds(3));

        var assignment = await ClaimAsync("worker-7/1");

        Assert.Equal(new(new(experiment.Id, 1), 1, "worker-7/1"), assignment.Attempt);
        Assert.Equal((CandidateState.Running, 1), (assignment.Candidate.State, assignment.Candidate.Attempts));
        Assert.Equal(Clock.GetUtcNow(), assignment.Candidate.StartedAt);
        Assert.Equal(assignment.Candidate, await ReloadAsync(assignment.Attempt));
        Json.Equal(experiment, assignment.Experiment);
        Assert.Null(assignment.Checkpoint);
    }

    [Fact]
    public async Task Claim_NothingReady_IsNull()
    {
        Assert.Null(await Store.ClaimAsync("worker-1/0", Ct));
        await SubmitWithAsync(1);
        await ClaimAsync();

        Assert.Null(await Store.ClaimAsync("worker-1/0", Ct));
    }

    [Fact]
    public async Task Claim_SeveralExperiments_OldestFirstThenByNumber()
    {
        await SubmitWithAsync(2, "zebra");
        await SubmitWithAsync(1, "ant");

        Assert.Equal("zebra-1:1", (await ClaimAsync()).Candidate.Id.ToString());
        Assert.Equal("zebra-1:2", (await ClaimAsync()).Candidate.Id.ToString());
        Assert.Equal("ant-1:1", (await ClaimAsync()).Candidate.Id.ToString());
    }

    [Fact]
    public async Task Claim_PausedExperiment_IsPassedOverUntilItResumes()
    {
        var paused = await SubmitWithAsync(1, "first");
        await SubmitWithAsync(2, "second");
        await ChangeAsync(paused, ExperimentState.Paused);
        var whilePaused = await ClaimAsync();
        await ChangeAsync(paused, ExperimentState.Running);

        Assert.Equal("second-1", whilePaused.Experiment.Id);
        Assert.Equal("first-1", (await ClaimAsync()).Experiment.Id);
    }

    [Fact]
    public async Task Claim_AfterRequeue_IsTheNextAttemptWithTheCheckpoint()
    {
        await SubmitWithAsync(2);
        var first = await ClaimAsync();
        await Store.RecordAsync(first.Attempt, Make.Report(1), Make.Checkpoint(1), Ct);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Store.SettleAsync(first.Attempt, Make.Requeued(new(Crashes: 1)), Ct);

        var second = await ClaimAsync("worker-2/0");

        Assert.Equal(first.Attempt with { Number = 2, Owner = "worker-2/0" }, second.Attempt);
        Assert.Equal(Make.Checkpoint(1), second.Checkpoint);
        Assert.Equal(new FailureCounts(Crashes: 1), second.Candidate.Failures);
        Assert.Equal(Start, second.Candidate.StartedAt);
        Assert.Equal(second.Candidate, await ReloadAsync(second.Attempt));
    }

    [Fact]
    public async Task Claim_TwoThousandReady_KeepTheirOrder()
    {
        const int Count = 2000;
        await SubmitWithAsync(Count);

        for (var expected = 1; expected <= Count; expected++)
        {
            Assert.Equal(expected, (await ClaimAsync()).Candidate.Id.Number);
        }

        Assert.Null(await Store.ClaimAsync("worker-1/0", Ct));
    }

    [Fact]
    public async Task Claim_ManyAtOnce_NoCandidateIsClaimedTwice()
    {
        await SubmitWithAsync(60);

        var claimed = await Task.WhenAll(
            Enumerable.Range(0, 80).Select(i => Task.Run(() => Store.ClaimAsync($"worker-{i}/0", Ct)))
        );

        var numbers = claimed.OfType<Domain.Scheduling.Assignment>().Select(claim => claim.Candidate.Id.Number);
        Assert.Equal(Enumerable.Range(1, 60), numbers.Order());
    }
}
