using NasCluster.Domain.Candidates;
using NasCluster.Storage.Tests.Shared;

namespace NasCluster.Storage.Tests.Conformance;

public abstract partial class ExperimentStoreConformance
{
    [Fact]
    public async Task Changes_NothingKnown_AreAllCandidates()
    {
        var experiment = await SubmitWithAsync(5);

        var changes = await Store.ChangesAsync(experiment.Id, CandidateHistory.Empty, Ct);

        Assert.Equal(experiment.Version, changes!.Experiment.Version);
        Assert.Equal(await Store.CandidatesAsync(experiment.Id, Ct), changes.Candidates);
    }

    [Fact]
    public async Task Changes_UnknownExperiment_AreNull() =>
        Assert.Null(await Store.ChangesAsync("nothing-1", CandidateHistory.Empty, Ct));

    [Fact]
    public async Task Changes_NothingHappened_AreNone()
    {
        var experiment = await SubmitWithAsync(3);
        var known = await HistoryAsync(experiment.Id, CandidateHistory.Empty);

        Assert.Empty((await Store.ChangesAsync(experiment.Id, known, Ct))!.Candidates);
    }

    /// <summary>Claims, requeues, ends and proposals of others, each the only news; at the end it is what a full read gives.</summary>
    [Fact]
    public async Task Changes_EachStepOfOthers_IsTheOnlyNews()
    {
        var experiment = await SubmitWithAsync(3);
        var known = await HistoryAsync(experiment.Id, CandidateHistory.Empty);

        var claimed = await ClaimAsync();
        known = await OnlyAsync(known, claimed.Candidate.Id.Number);
        await Store.SettleAsync(claimed.Attempt, Make.Requeued(new(Crashes: 1)), Ct);
        known = await OnlyAsync(known, claimed.Candidate.Id.Number);
        var again = await ClaimAsync();
        known = await OnlyAsync(known, again.Candidate.Id.Number);
        await Store.SettleAsync(again.Attempt, Make.Completed(), Ct);
        known = await OnlyAsync(known, again.Candidate.Id.Number);
        await Store.ProposeAsync(experiment.Id, experiment.Version, Make.Batch(2, from: 4), Ct);
        known = await OnlyAsync(known, 4, 5);

        Assert.Equal(await Store.CandidatesAsync(experiment.Id, Ct), known);
    }

    [Fact]
    public async Task Changes_RequeuedAndClaimedInBetween_AreSeenByTheAttempt()
    {
        await SubmitWithAsync(1);
        var first = await ClaimAsync();
        var known = await HistoryAsync(first.Candidate.Id.Experiment, CandidateHistory.Empty);
        await Store.SettleAsync(first.Attempt, Make.Requeued(new(Crashes: 1)), Ct);
        await ClaimAsync("worker-2/0");

        known = await OnlyAsync(known, 1);

        Assert.Equal(2, known[0].Attempts);
    }

    [Fact]
    public async Task Changes_OtherExperiment_AreNotMixedIn()
    {
        var experiment = await SubmitWithAsync(2);
        var known = await HistoryAsync(experiment.Id, CandidateHistory.Empty);
        await SubmitWithAsync(4, "other");

        Assert.Empty((await Store.ChangesAsync(experiment.Id, known, Ct))!.Candidates);
    }

    private async Task<CandidateHistory> HistoryAsync(string experiment, CandidateHistory known) =>
        known.With((await Store.ChangesAsync(experiment, known, Ct))!.Candidates);

    private async Task<CandidateHistory> OnlyAsync(CandidateHistory known, params int[] numbers)
    {
        var changes = await Store.ChangesAsync(known[0].Id.Experiment, known, Ct);
        Assert.Equal(numbers, changes!.Candidates.Select(candidate => candidate.Id.Number));
        return known.With(changes.Candidates);
    }
}
