using NasCluster.Contracts;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;

namespace NasCluster.Grains.Tests;

/// <summary>Row F11: what somebody deletes by hand is made again or marked, and the experiment comes to its end.</summary>
public sealed class MendingTests(ClusterFixture cluster) : IClassFixture<ClusterFixture>
{
    private readonly CancellationToken _ct = new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    [Fact]
    public async Task Nudge_WaitingRowsDeleted_AreMadeAgainWithTheSameConfigurations()
    {
        var experiment = await cluster.Client.SubmitAsync(Made.Spec("deleted", candidates: 6), _ct);
        var before = await ProposedAsync(experiment.Id, 6);
        var grain = cluster.Grains.GetGrain<IExperimentGrain>(experiment.Id);
        await grain.GetResultAsync(_ct);
        cluster.Edit($"delete from candidate where experiment = '{experiment.Id}' and number <> 3");

        cluster.Clock.Advance(TimeSpan.FromSeconds(6));
        await grain.NudgeAsync(_ct);
        var after = await ProposedAsync(experiment.Id, 6);
        await new ScriptedWorker(cluster.Store, cluster.Grains).RunAsync(experiment.Id, _ct);

        Assert.Equal(before, after);
        Assert.Equal(6, (await experiment.GetResultAsync(_ct))!.Counts.Completed);
    }

    [Fact]
    public async Task Nudge_FinalRowDeleted_IsMadeAgainWithinAMinute()
    {
        var experiment = await cluster.Client.SubmitAsync(Made.Spec("final-deleted", candidates: 3), _ct);
        await ProposedAsync(experiment.Id, 3);
        var grain = cluster.Grains.GetGrain<IExperimentGrain>(experiment.Id);
        var worker = new ScriptedWorker(cluster.Store, cluster.Grains);
        var assignment = await worker.ClaimAsync(_ct);
        Assert.True(await worker.WriterOf(assignment).CompleteAsync(Made.Metrics(assignment.Candidate), _ct));
        await grain.GetResultAsync(_ct);
        var before = await cluster.Store.FindAsync(assignment.Candidate.Id, _ct);
        cluster.Edit($"delete from attempt where experiment = '{experiment.Id}'");
        cluster.Edit($"delete from candidate where experiment = '{experiment.Id}' and state = 'completed'");

        // One look in twelve is at all rows. A nudge is one-way, so two of them may come to one look: three may be lost so.
        for (var look = 0; look < 15; look++)
        {
            cluster.Clock.Advance(TimeSpan.FromSeconds(6));
            await grain.NudgeAsync(_ct);
            await grain.GetResultAsync(_ct);
        }

        Assert.Equal(CandidateState.Completed, before!.State);
        Assert.Equal(before, await cluster.Store.FindAsync(assignment.Candidate.Id, _ct));
        await worker.RunAsync(experiment.Id, _ct);
    }

    /// <summary>No activation ever knew what the row said.</summary>
    [Fact]
    public async Task Nudge_RowOfAnUnknownCandidateDeleted_IsMarkedAndTheOthersAreTrained()
    {
        var spec = Made.Spec("unknown", candidates: 4);
        var made = await cluster.Store.CreateAsync(spec, Made.Dataset, "unknown", _ct);
        var random = new Random(3);
        var proposals = Enumerable.Range(0, 4).Select(_ => new Proposal(spec.Space.Sample(random), "random", 2));
        Assert.True(await cluster.Store.ProposeAsync(made.Id, made.Version, [.. proposals], _ct));
        cluster.Edit($"delete from candidate where experiment = '{made.Id}' and number = 2");

        await cluster.Grains.GetGrain<IExperimentGrain>(made.Id).NudgeAsync(_ct);
        await new ScriptedWorker(cluster.Store, cluster.Grains).RunAsync(made.Id, _ct);

        var candidates = await cluster.Store.CandidatesAsync(made.Id, _ct);
        Assert.Equal(Enumerable.Range(1, 4), candidates.Select(candidate => candidate.Id.Number));
        Assert.Equal((CandidateState.Failed, 0), (candidates[1].State, candidates[1].Epochs));
        Assert.Contains("deleted", candidates[1].Failure!.Message, StringComparison.Ordinal);
        var result = await cluster.Grains.GetGrain<IExperimentGrain>(made.Id).GetResultAsync(_ct);
        Assert.Equal((ExperimentState.Completed, 3), (result!.State, result.Counts.Completed));
    }

    private async Task<IEnumerable<string>> ProposedAsync(string experiment, int count)
    {
        while (true)
        {
            var candidates = await cluster.Store.CandidatesAsync(experiment, _ct);
            if (candidates.Length == count)
            {
                return candidates.Select(candidate => candidate.Configuration.Key);
            }

            await Task.Yield();
        }
    }
}
