using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Scheduling;
using NasCluster.Storage.Tests.Shared;

namespace NasCluster.Storage.Tests.Conformance;

public abstract partial class ExperimentStoreConformance
{
    private static readonly SlotOffer Edge = new(["cpu", "edge"]);
    private static readonly SlotOffer Farm = new(["cuda", "farm"]);

    [Fact]
    public async Task Claim_DeviceNotOffered_IsPassedOver()
    {
        await SubmitPlacedAsync(Make.Proposal(1) with { Device = "edge" }, Make.Proposal(2));

        var plain = await Store.ClaimAsync("w/0", SlotOffer.Plain, Ct);
        var farm = await Store.ClaimAsync("w/1", Farm, Ct);
        var edge = await Store.ClaimAsync("w/2", Edge, Ct);

        Assert.Equal(2, plain?.Candidate.Id.Number);
        Assert.Null(farm);
        Assert.Equal((1, "edge"), (edge?.Candidate.Id.Number, edge?.Candidate.Device));
    }

    [Fact]
    public async Task Claim_ExperimentOfAnotherDeviceIsOlder_TheNewerIsFound()
    {
        var older = await SubmitAsync("older", "op-older");
        await Store.ProposeAsync(older.Id, older.Version, [Make.Proposal(1) with { Device = "cuda" }], Ct);
        await SubmitWithAsync(1, "newer");

        Assert.Equal("newer-1", (await Store.ClaimAsync("w/0", Edge, Ct))?.Experiment.Id);
    }

    [Fact]
    public async Task Claim_MoreMemoryThanOffered_IsPassedOver()
    {
        await SubmitPlacedAsync(
            Make.Proposal(1) with
            {
                MemoryBytes = 3_000_000_000,
            },
            Make.Proposal(2) with
            {
                MemoryBytes = 2_000_000_000,
            }
        );

        var small = await Store.ClaimAsync("w/0", new([], MemoryBytes: 2_500_000_000), Ct);
        var none = await Store.ClaimAsync("w/0", new([], MemoryBytes: 2_500_000_000), Ct);
        var large = await Store.ClaimAsync("w/0", SlotOffer.Plain, Ct);

        Assert.Equal((2, 2_000_000_000L), (small?.Candidate.Id.Number, small?.Candidate.MemoryBytes));
        Assert.Null(none);
        Assert.Equal(1, large?.Candidate.Id.Number);
    }

    [Fact]
    public async Task Settle_Measured_GoesOnToTheTrainingOnItsDevice()
    {
        var experiment = await SubmitPlacedAsync(Make.Proposal(1) with { Device = "edge" });
        var measuring = (await Store.ClaimAsync("w/0", Edge, Ct))!;
        var latency = new MeasuredLatency(1.25, 2.5);
        var measured = new Settlement(CandidateState.Ready, new()) { Latency = latency, Device = "farm" };

        Assert.True(await Store.SettleAsync(measuring.Attempt, measured, Ct));

        var last = await LastEventAsync(experiment);
        Assert.Null(await Store.ClaimAsync("w/0", Edge, Ct));
        var training = (await Store.ClaimAsync("w/1", Farm, Ct))!;
        Assert.Equal((ExperimentEventKind.Measured, "latency 1.25 ms"), (last.Kind, last.Detail));
        Assert.Equal(
            (2, "farm", latency),
            (training.Attempt.Number, training.Candidate.Device, training.Candidate.Latency)
        );
        Assert.Equal(training.Candidate, await ReloadAsync(training.Attempt));
        Assert.Equal(new FailureCounts(), training.Candidate.Failures);
    }

    [Fact]
    public async Task Settle_TrainingFailsAfterTheMeasurement_KeepsBoth()
    {
        await SubmitPlacedAsync(Make.Proposal(1));
        var latency = new MeasuredLatency(1, 2);
        var measured = new Settlement(CandidateState.Ready, new()) { Latency = latency, Device = "farm" };
        await Store.SettleAsync((await ClaimAsync()).Attempt, measured, Ct);

        await Store.SettleAsync((await Store.ClaimAsync("w/0", Farm, Ct))!.Attempt, Make.Requeued(new(Crashes: 1)), Ct);

        var again = (await Store.ClaimAsync("w/0", Farm, Ct))!.Candidate;
        Assert.Equal((latency, "farm", 1), (again.Latency, again.Device, again.Failures.Crashes));
    }

    [Fact]
    public async Task Settle_WithTheLastEpoch_RecordsBothInOrder()
    {
        var experiment = await SubmitWithAsync(1);
        var attempt = (await ClaimAsync()).Attempt;
        var last = new LastEpoch(Make.Report(1), Make.Checkpoint(1));

        Assert.True(await Store.SettleAsync(attempt, Make.Completed() with { Last = last }, Ct));

        Assert.Equal(last.Report, Assert.Single(await Store.EpochsAsync(attempt.Candidate, Ct)));
        Assert.Equal(last.Checkpoint, await Store.CheckpointAsync(attempt.Candidate, Ct));
        var kinds = (await Store.EventsAsync(experiment.Id, 0, 100, Ct)).Select(item => item.Kind).TakeLast(2);
        Assert.Equal([ExperimentEventKind.Epoch, ExperimentEventKind.Completed], kinds);
    }

    [Fact]
    public async Task Settle_LostWithTheLastEpoch_RecordsNeither()
    {
        await SubmitWithAsync(1);
        var lost = (await ClaimAsync()).Attempt;
        await Store.SettleAsync(lost, Make.Requeued(new(Infrastructure: 1)), Ct);

        Assert.False(await Store.SettleAsync(lost, Make.Completed() with { Last = new(Make.Report(1)) }, Ct));

        Assert.Empty(await Store.EpochsAsync(lost.Candidate, Ct));
    }

    [Fact]
    public async Task Claim_DifferentOffersAtOnce_NoCandidateTwiceAndEachWhereItBelongs()
    {
        string?[] devices = ["edge", "farm", null];
        var proposals = Make.Batch(60).Select((proposal, i) => proposal with { Device = devices[i % 3] });
        await SubmitPlacedAsync([.. proposals]);
        var claimed = new List<Assignment>();

        for (var round = 0; claimed.Count < 60; round++)
        {
            Assert.True(round < 20, $"only {claimed.Count} were claimed");
            var claims = await Task.WhenAll(
                Enumerable.Range(0, 30).Select(i => Store.ClaimAsync($"w-{i}/0", i % 2 == 0 ? Edge : Farm, Ct))
            );
            for (var i = 0; i < claims.Length; i++)
            {
                Assert.NotEqual(i % 2 == 0 ? "farm" : "edge", claims[i]?.Candidate.Device);
            }

            claimed.AddRange(claims.OfType<Assignment>());
        }

        Assert.Equal(60, claimed.Select(claim => claim.Candidate.Id).Distinct().Count());
    }

    private async Task<Experiment> SubmitPlacedAsync(params ImmutableArray<Proposal> proposals)
    {
        var experiment = await SubmitAsync();
        Assert.True(await Store.ProposeAsync(experiment.Id, experiment.Version, proposals, Ct));
        return experiment;
    }
}
