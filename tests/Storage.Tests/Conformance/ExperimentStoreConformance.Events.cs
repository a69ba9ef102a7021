using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Storage.Tests.Shared;

namespace NasCluster.Storage.Tests.Conformance;

public abstract partial class ExperimentStoreConformance
{
    [Fact]
    public async Task Events_OneOfEachKind_TellTheStoryInOrder()
    {
        var experiment = await SubmitWithAsync(4);
        var first = (await ClaimAsync()).Attempt;
        await Store.RecordAsync(first, Make.Report(2), null, Ct);
        await Store.SettleAsync(first, Make.Completed(), Ct);
        await Store.SettleAsync((await ClaimAsync("w/1")).Attempt, Make.Failed(), Ct);
        await Store.SettleAsync((await ClaimAsync("w/2")).Attempt, Make.Requeued(new(Crashes: 1)), Ct);
        await ClaimAsync("w/3");
        Clock.Advance(Lease);
        await Store.ExpireAsync(Ct);
        await ChangeAsync(experiment, ExperimentState.Cancelled, "by hand");

        var events = await Store.EventsAsync(experiment.Id, 0, 100, Ct);

        Assert.Equal(
            [
                "1 Submitted : quick: random on patterns, 12 candidates",
                "2 Proposed : 4 candidates: initial",
                "3 Started 1: attempt 1 on worker-1/0",
                "4 Epoch 1: epoch 2/3: accuracy 0.8123, loss 0.5012",
                "5 Completed 1: accuracy 0.9000, loss 0.2500",
                "6 Started 2: attempt 1 on w/1",
                "7 Failed 2: diverged: the loss is NaN",
                "8 Started 3: attempt 1 on w/2",
                "9 Requeued 3: crash: signal 11   at step 3",
                "10 Started 3: attempt 2 on w/3",
                "11 Requeued 3: infrastructure: nothing heard from w/3 for 20 s",
                "12 Pruned 3: stopped: the experiment was cancelled: by hand",
                "13 Pruned 4: stopped: the experiment was cancelled: by hand",
                "14 StateChanged : cancelled: by hand",
            ],
            events.Select(entry => $"{entry.Sequence} {entry.Kind} {entry.Candidate}: {entry.Detail}")
        );
        Assert.Equal(Start, events[0].At);
        Assert.Equal(Start + Lease, events[^1].At);
    }

    [Fact]
    public async Task Events_AfterAndLimit_AreAWindow()
    {
        var experiment = await SubmitWithAsync(5);
        await ClaimAsync();
        await ClaimAsync();

        var window = await Store.EventsAsync(experiment.Id, 1, 2, Ct);

        Assert.Equal([2L, 3L], window.Select(entry => entry.Sequence));
        Assert.Empty(await Store.EventsAsync(experiment.Id, 4, 10, Ct));
        Assert.Empty(await Store.EventsAsync(experiment.Id, 0, 0, Ct));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.EventsAsync(experiment.Id, 0, -1, Ct));
    }

    [Fact]
    public async Task Events_TwoExperiments_AreNumberedApart()
    {
        var first = await SubmitWithAsync(1, "a");
        var second = await SubmitWithAsync(1, "b");

        Assert.Equal(2, (await LastEventAsync(first)).Sequence);
        Assert.Equal(2, (await LastEventAsync(second)).Sequence);
    }

    [Fact]
    public async Task Events_SeveralStagesInOneBatch_AreAllNamed()
    {
        var experiment = await SubmitAsync();
        await Store.ProposeAsync(
            experiment.Id,
            experiment.Version,
            [Make.Proposal(1, "fine"), Make.Proposal(2, "final"), Make.Proposal(3, "fine")],
            Ct
        );

        Assert.Equal("3 candidates: fine, final", (await LastEventAsync(experiment)).Detail);
    }

    [Fact]
    public async Task Settle_PrunedByALimit_IsReportedAsPruned()
    {
        var experiment = await SubmitWithAsync(1);
        var attempt = (await ClaimAsync()).Attempt;
        var settlement = new Settlement(CandidateState.Pruned, new())
        {
            Failure = new(FailureKind.Infeasible, "latency 9 ms"),
            Metrics = Make.Metrics(),
        };
        await Store.SettleAsync(attempt, settlement, Ct);

        var last = await LastEventAsync(experiment);
        Assert.Equal((ExperimentEventKind.Pruned, "infeasible: latency 9 ms"), (last.Kind, last.Detail));
        Assert.Equal(Make.Metrics(), (await ReloadAsync(attempt)).Metrics);
    }
}
