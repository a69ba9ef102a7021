using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Storage.Tests.Shared;

namespace NasCluster.Storage.Tests.Conformance;

public abstract partial class ExperimentStoreConformance
{
    [Fact]
    public async Task AnyCall_TokenAlreadyCancelled_ThrowsAndChangesNothing()
    {
        var experiment = await SubmitWithAsync(2);
        var attempt = (await ClaimAsync()).Attempt;
        var last = await LastEventAsync(experiment);
        Clock.Advance(Lease);
        var gone = new CancellationToken(canceled: true);
        var (id, version) = (experiment.Id, experiment.Version);
        Func<Task>[] calls =
        [
            () => Store.MigrateAsync(gone),
            () => Store.CreateAsync(Make.Spec(), Make.Dataset(), "op-2", gone),
            () => Store.FindAsync(id, gone),
            () => Store.ListAsync(gone),
            () => Store.ChangeStateAsync(id, version, ExperimentState.Cancelled, null, gone),
            () => Store.ProposeAsync(id, version, Make.Batch(1, from: 9), gone),
            () => Store.CandidatesAsync(id, gone),
            () => Store.FindAsync(attempt.Candidate, gone),
            () => Store.ClaimAsync("worker-2/0", gone),
            () => Store.BeatAsync([attempt], gone),
            () => Store.RecordAsync(attempt, Make.Report(1), Make.Checkpoint(1), gone),
            () => Store.SettleAsync(attempt, Make.Completed(), gone),
            () => Store.ExpireAsync(gone),
            () => Store.EpochsAsync(attempt.Candidate, gone),
            () => Store.EventsAsync(id, 0, 9, gone),
        ];

        foreach (var call in calls)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(call);
        }

        Assert.Single(await Store.ListAsync(Ct));
        Assert.Equal(last, await LastEventAsync(experiment));
        Assert.Equal(CandidateState.Running, (await ReloadAsync(attempt)).State);
    }
}
