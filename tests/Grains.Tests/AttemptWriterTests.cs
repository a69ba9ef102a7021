using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Scheduling;

namespace NasCluster.Grains.Tests;

/// <summary>A slot's writes while the store goes away and comes back.</summary>
public sealed class AttemptWriterTests(ClusterFixture cluster) : IClassFixture<ClusterFixture>
{
    private readonly CancellationToken _ct = new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    [Fact]
    public async Task Record_StoreAwayTwice_WaitsAndIsKept()
    {
        var (writer, away, assignment) = await BeginAsync("away-record", outages: 2);

        Assert.True(await writer.RecordAsync(Made.Epoch(1), null, _ct));

        Assert.Equal(3, away.Calls);
        Assert.Single(await cluster.Store.EpochsAsync(assignment.Candidate.Id, _ct));
    }

    [Fact]
    public async Task Complete_EpochsOnTheirWay_ComesAfterThem()
    {
        var (writer, away, assignment) = await BeginAsync("underway", outages: 2);

        var epochs = Enumerable
            .Range(1, assignment.Candidate.Epochs)
            .Select(epoch => writer.RecordAsync(Made.Epoch(epoch), null, _ct))
            .ToList();
        Assert.True(await writer.CompleteAsync(Made.Metrics(assignment.Candidate), _ct));

        Assert.All(epochs, epoch => Assert.True(epoch is { IsCompletedSuccessfully: true, Result: true }));
        Assert.Equal(
            assignment.Candidate.Epochs,
            (await cluster.Store.EpochsAsync(assignment.Candidate.Id, _ct)).Length
        );
        Assert.Equal(CandidateState.Completed, writer.Settled);
        Assert.True(away.Calls > 2);
    }

    [Fact]
    public async Task Fail_EpochOnItsWayIsGivenUp_EndsTheAttemptAllTheSame()
    {
        var (writer, away, assignment) = await BeginAsync("given-up", outages: 1);
        using var over = new CancellationTokenSource();
        await over.CancelAsync();

        var epoch = writer.RecordAsync(Made.Epoch(1), null, over.Token);
        Assert.True(await writer.FailAsync(new(FailureKind.Infrastructure, "drained"), _ct));

        await Assert.ThrowsAsync<StoreAwayException>(() => epoch);
        Assert.Equal(CandidateState.Ready, (await cluster.Store.FindAsync(assignment.Candidate.Id, _ct))!.State);
        Assert.Equal(2, away.Calls);
    }

    [Fact]
    public async Task Record_TheOneBeforeWasRefused_IsNotTried()
    {
        var (writer, away, assignment) = await BeginAsync("refused", outages: 0);
        var settled = RetryPolicy.Settle(assignment.Candidate, new(FailureKind.Infrastructure, "gone"), 3);
        Assert.True(await cluster.Store.SettleAsync(assignment.Attempt, settled, _ct));

        var first = writer.RecordAsync(Made.Epoch(1), null, _ct);
        Assert.False(await writer.RecordAsync(Made.Epoch(2), null, _ct));

        Assert.False(await first);
        Assert.Equal(1, away.Calls);
    }

    [Fact]
    public async Task Complete_StoreAwayTwice_IsKeptAndTheNextClaimIsMadeOnce()
    {
        var (writer, away, assignment) = await BeginAsync("away-complete", outages: 2);
        var claims = 0;
        writer.Ending = () => claims++;

        Assert.True(await writer.CompleteAsync(Made.Metrics(assignment.Candidate), _ct));

        Assert.Equal((3, 1), (away.Calls, claims));
        Assert.Equal(CandidateState.Completed, writer.Settled);
        Assert.Equal(CandidateState.Completed, (await cluster.Store.FindAsync(assignment.Candidate.Id, _ct))!.State);
    }

    [Fact]
    public async Task Fail_PatienceIsOver_IsTriedOnce()
    {
        var (writer, away, assignment) = await BeginAsync("away-fail", outages: 2);

        await Assert.ThrowsAsync<StoreAwayException>(() =>
            writer.FailAsync(new(FailureKind.Crash, "exit code 1"), new CancellationToken(canceled: true))
        );

        Assert.Equal(1, away.Calls);
        Assert.Null(writer.Settled);
        Assert.Equal(CandidateState.Running, (await cluster.Store.FindAsync(assignment.Candidate.Id, _ct))!.State);
    }

    [Fact]
    public async Task Fail_DataSetChanged_PausesTheExperimentAndChargesNobody()
    {
        var (writer, _, assignment) = await BeginAsync("data-changed", outages: 0);
        await cluster.Client.Experiment(assignment.Experiment.Id).ResumeAsync(_ct);

        Assert.True(await writer.FailAsync(new(FailureKind.DatasetChanged, "dataset-changed: made"), _ct));

        var experiment = await cluster.Store.FindAsync(assignment.Experiment.Id, _ct);
        Assert.Equal((ExperimentState.Paused, "dataset-changed: made"), (experiment!.State, experiment.Reason));
        var candidate = await cluster.Store.FindAsync(assignment.Candidate.Id, _ct);
        Assert.Equal((CandidateState.Ready, new FailureCounts()), (candidate!.State, candidate.Failures));
    }

    [Fact]
    public async Task Complete_AttemptIsLost_IsRefusedAndNothingIsSettled()
    {
        var (writer, _, assignment) = await BeginAsync("lost-complete", outages: 0);
        var settled = RetryPolicy.Settle(assignment.Candidate, new(FailureKind.Infrastructure, "gone"), 3);
        Assert.True(await cluster.Store.SettleAsync(assignment.Attempt, settled, _ct));

        Assert.False(await writer.CompleteAsync(Made.Metrics(assignment.Candidate), _ct));

        Assert.Null(writer.Settled);
    }

    private async Task<(AttemptWriter Writer, AwayStore Away, Assignment Assignment)> BeginAsync(
        string name,
        int outages
    )
    {
        var experiment = await cluster.Client.SubmitAsync(Made.Spec(name), _ct);
        var assignment = await new ScriptedWorker(cluster.Store, cluster.Grains).ClaimAsync(_ct);
        Assert.Equal(experiment.Id, assignment.Experiment.Id);
        var store = DispatchProxy.Create<IExperimentStore, AwayStore>();
        var away = (AwayStore)(object)store;
        (away.Inner, away.Outages) = (cluster.Store, outages);
        var writer = new AttemptWriter(assignment, store, cluster.Grains, new PromptClock(), NullLogger.Instance);
        await experiment.PauseAsync(ct: _ct);
        return (writer, away, assignment);
    }

    /// <summary>Waits are over at once.</summary>
    private sealed class PromptClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
