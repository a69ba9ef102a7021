using NasCluster.Domain.Experiments;
using NasCluster.Storage.Tests.Shared;

namespace NasCluster.Storage.Tests.Conformance;

public abstract partial class ExperimentStoreConformance
{
    [Fact]
    public async Task Create_NewExperiment_IsFoundAsItWasGiven()
    {
        var created = await SubmitAsync();

        var found = await Store.FindAsync(created.Id, Ct);

        Assert.Equal("quick-1", created.Id);
        Assert.Equal(ExperimentState.Running, created.State);
        Assert.Equal(Start, created.CreatedAt);
        Assert.Null(created.FinishedAt);
        Json.Equal(Make.Spec(), created.Spec);
        Json.Equal(Make.Dataset(), created.Dataset);
        Json.Equal(created, found!);
    }

    [Fact]
    public async Task Create_SameOperationAgain_ReturnsTheFirstAndAddsNothing()
    {
        var first = await SubmitAsync(operation: "op");
        await ChangeAsync(first, ExperimentState.Paused);

        var second = await SubmitAsync(operation: "op");

        Assert.Equal(first.Id, second.Id);
        Assert.Equal(ExperimentState.Paused, second.State);
        Assert.Single(await Store.ListAsync(Ct));
    }

    /// <summary>Row F6.</summary>
    [Fact]
    public async Task Create_SameOperationFiftyTimesAtOnce_IsOneExperiment()
    {
        var created = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => Task.Run(() => SubmitAsync(operation: "op")))
        );

        Assert.Single(created.Select(experiment => experiment.Id).Distinct());
        Assert.Single(await Store.ListAsync(Ct));
    }

    [Fact]
    public async Task Create_SameNameAgain_GetsTheNextNumber()
    {
        await SubmitAsync("a", "1");
        await SubmitAsync("a-1", "2");

        Assert.Equal("a-2", (await SubmitAsync("a", "3")).Id);
        Assert.Equal("a-1-2", (await SubmitAsync("a-1", "4")).Id);
    }

    [Fact]
    public async Task Create_ManyAtOnce_NumbersAreAllDifferent()
    {
        var created = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => Task.Run(() => SubmitAsync(operation: $"op-{i}")))
        );

        Assert.Equal(20, created.Select(experiment => experiment.Id).Distinct().Count());
    }

    [Fact]
    public async Task Find_UnknownExperiment_IsNull()
    {
        Assert.Null(await Store.FindAsync("nothing-1", Ct));
        Assert.Empty(await Store.CandidatesAsync("nothing-1", Ct));
        Assert.Empty(await Store.EventsAsync("nothing-1", 0, 10, Ct));
    }

    [Fact]
    public async Task List_SeveralExperiments_NewestFirst()
    {
        await SubmitAsync("b", "1");
        await SubmitAsync("c", "2");
        await SubmitAsync("a", "3");

        Assert.Equal(["a-1", "c-1", "b-1"], (await Store.ListAsync(Ct)).Select(experiment => experiment.Id));
    }

    [Fact]
    public async Task ChangeState_CurrentVersion_ChangesStateReasonAndVersion()
    {
        var before = await SubmitAsync();

        var changed = await Store.ChangeStateAsync(before.Id, before.Version, ExperimentState.Paused, "lunch", Ct);

        var after = await ReloadAsync(before);
        Assert.True(changed);
        Assert.Equal((ExperimentState.Paused, "lunch"), (after.State, after.Reason));
        Assert.True(after.Version > before.Version);
        Assert.Null(after.FinishedAt);
    }

    [Fact]
    public async Task ChangeState_OutdatedVersion_ChangesNothing()
    {
        var before = await SubmitWithAsync(2);

        Assert.False(await Store.ChangeStateAsync(before.Id, before.Version - 1, ExperimentState.Cancelled, null, Ct));

        Json.Equal(before, await ReloadAsync(before));
        Assert.NotNull(await Store.ClaimAsync("worker-1/0", Ct));
    }

    [Fact]
    public async Task ChangeState_IllegalChange_IsRefused()
    {
        var experiment = await SubmitAsync();
        await ChangeAsync(experiment, ExperimentState.Cancelled);
        var cancelled = await ReloadAsync(experiment);

        Assert.False(await Store.ChangeStateAsync(cancelled.Id, cancelled.Version, ExperimentState.Running, null, Ct));
        Assert.False(await Store.ChangeStateAsync("nothing-1", 1, ExperimentState.Paused, null, Ct));
        Json.Equal(cancelled, await ReloadAsync(experiment));
    }

    [Theory]
    [InlineData(ExperimentState.Cancelled)]
    [InlineData(ExperimentState.Failed)]
    public async Task ChangeState_Stopped_PrunesOpenCandidatesAndFencesTheirAttempts(ExperimentState next)
    {
        var experiment = await SubmitWithAsync(3);
        var done = (await ClaimAsync()).Attempt;
        await Store.SettleAsync(done, Make.Completed(), Ct);
        var running = (await ClaimAsync()).Attempt;
        Clock.Advance(TimeSpan.FromSeconds(5));

        await ChangeAsync(experiment, next, "enough");

        var candidates = await Store.CandidatesAsync(experiment.Id, Ct);
        Assert.Equal("Completed Pruned Pruned", string.Join(' ', candidates.Select(candidate => candidate.State)));
        Assert.Equal(Domain.Candidates.FailureKind.Stopped, candidates[2].Failure!.Kind);
        Assert.Equal(Clock.GetUtcNow(), candidates[1].FinishedAt);
        Assert.Equal([running], await Store.BeatAsync([running], Ct));
        Assert.False(await Store.RecordAsync(running, Make.Report(1), null, Ct));
        Assert.False(await Store.SettleAsync(running, Make.Completed(), Ct));
        Assert.Equal(Clock.GetUtcNow(), (await ReloadAsync(experiment)).FinishedAt);
        Assert.Equal(0, await QueryNumberAsync("select count(*) from attempt where ended_at is null"));
    }

    [Fact]
    public async Task ChangeState_CompletedWithOpenCandidates_IsRefused()
    {
        var experiment = await SubmitWithAsync(1);
        var refusedWhileReady = await Store.ChangeStateAsync(
            experiment.Id,
            experiment.Version,
            ExperimentState.Completed,
            null,
            Ct
        );
        var attempt = (await ClaimAsync()).Attempt;
        var refusedWhileRunning = await Store.ChangeStateAsync(
            experiment.Id,
            experiment.Version,
            ExperimentState.Completed,
            null,
            Ct
        );
        await Store.SettleAsync(attempt, Make.Failed(), Ct);

        Assert.False(refusedWhileReady);
        Assert.False(refusedWhileRunning);
        await ChangeAsync(experiment, ExperimentState.Completed);
        Assert.Equal(ExperimentState.Completed, (await ReloadAsync(experiment)).State);
    }
}
