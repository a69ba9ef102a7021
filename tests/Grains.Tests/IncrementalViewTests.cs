using NasCluster.Contracts;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;

namespace NasCluster.Grains.Tests;

/// <summary>The experiment's grain keeps what it read; what others write past it must be seen all the same.</summary>
public sealed class IncrementalViewTests(ClusterFixture cluster) : IClassFixture<ClusterFixture>
{
    private readonly CancellationToken _ct = new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    [Fact]
    public async Task Nudge_SettledPastTheGrain_IsSeenAndTheSearchGoesOn()
    {
        var experiment = await cluster.Client.SubmitAsync(Made.Spec("foreign-settle", candidates: 9), _ct);
        await StartedAsync(experiment.Id);
        for (var i = 0; i < 2; i++)
        {
            var assignment = await new ScriptedWorker(cluster.Store, cluster.Grains).ClaimAsync(_ct);
            var settlement = new Settlement(CandidateState.Completed, new())
            {
                Metrics = Made.Metrics(assignment.Candidate),
            };
            Assert.True(await cluster.Store.SettleAsync(assignment.Attempt, settlement, _ct));
        }

        await cluster.Grains.GetGrain<IExperimentGrain>(experiment.Id).NudgeAsync(_ct);
        while ((await cluster.Store.CandidatesAsync(experiment.Id, _ct)).Length < 9)
        {
            await Task.Yield();
        }

        await new ScriptedWorker(cluster.Store, cluster.Grains).RunAsync(experiment.Id, _ct);
        Assert.Equal(9, (await experiment.GetResultAsync(_ct))!.Counts.Completed);
    }

    [Fact]
    public async Task Nudge_Often_ReadsOnlyWhatChanged()
    {
        var experiment = await cluster.Client.SubmitAsync(Made.Spec("read-once", candidates: 200), _ct);
        await StartedAsync(experiment.Id);
        for (var i = 0; i < 50; i++)
        {
            var worker = new ScriptedWorker(cluster.Store, cluster.Grains);
            var assignment = await worker.ClaimAsync(_ct);
            Assert.True(await worker.WriterOf(assignment).CompleteAsync(Made.Metrics(assignment.Candidate), _ct));
        }

        // Once while there was none, and once the first ones.
        Assert.InRange(cluster.Interposed.FullReads(experiment.Id), 1, 2);
        await experiment.CancelAsync(_ct);
    }

    /// <summary>As a second activation would: it proposes after this one has looked and before it saves.</summary>
    [Fact]
    public async Task Propose_SomebodyElseWasFaster_IsReadAnewAndNothingIsLostOrDoubled()
    {
        var spec = Made.Spec("lost", candidates: 20);
        var experiment = await cluster.Client.SubmitAsync(spec, _ct);
        await StartedAsync(experiment.Id);
        var before = cluster.Interposed.FullReads(experiment.Id);
        var foreign = spec.Space.Sample(new Random(99));
        var accepted = false;
        cluster.Interposed.BeforeProposal(
            experiment.Id,
            async version =>
                accepted = await cluster.Store.ProposeAsync(experiment.Id, version, [new(foreign, "random", 2)], _ct)
        );

        await new ScriptedWorker(cluster.Store, cluster.Grains).RunAsync(experiment.Id, _ct);

        var candidates = await cluster.Store.CandidatesAsync(experiment.Id, _ct);
        Assert.True(accepted);
        Assert.True(cluster.Interposed.FullReads(experiment.Id) > before);
        Assert.Equal(Enumerable.Range(1, 20), candidates.Select(candidate => candidate.Id.Number));
        Assert.Contains(candidates, candidate => candidate.Configuration.Key == foreign.Key);
        Assert.All(candidates, candidate => Assert.Equal(CandidateState.Completed, candidate.State));
        Assert.Equal(ExperimentState.Completed, (await experiment.GetResultAsync(_ct))!.State);
    }

    /// <summary>A proposal that comes between reading and writing makes the version another one, and the state not.</summary>
    [Fact]
    public async Task Cancel_WhileSomebodyProposes_IsNotRefused()
    {
        var spec = Made.Spec("cancelled", candidates: 20);
        var experiment = await cluster.Client.SubmitAsync(spec, _ct);
        await StartedAsync(experiment.Id);
        var accepted = false;
        cluster.Interposed.BeforeChange(
            experiment.Id,
            async version =>
                accepted = await cluster.Store.ProposeAsync(
                    experiment.Id,
                    version,
                    [new(spec.Space.Sample(new Random(99)), "random", 2)],
                    _ct
                )
        );

        Assert.True(await experiment.CancelAsync(_ct));

        Assert.True(accepted);
        Assert.Equal(ExperimentState.Cancelled, (await experiment.GetResultAsync(_ct))!.State);
        Assert.False(await experiment.ResumeAsync(_ct));
    }

    [Fact]
    public async Task Nudge_ManyAtOnce_ProposeEachCandidateOnce()
    {
        var experiment = await cluster.Client.SubmitAsync(Made.Spec("nudges", candidates: 40), _ct);
        var grain = cluster.Grains.GetGrain<IExperimentGrain>(experiment.Id);
        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => grain.NudgeAsync(_ct)));

        await new ScriptedWorker(cluster.Store, cluster.Grains).RunAsync(experiment.Id, _ct);

        var candidates = await cluster.Store.CandidatesAsync(experiment.Id, _ct);
        Assert.Equal(Enumerable.Range(1, 40), candidates.Select(candidate => candidate.Id.Number));
    }

    /// <summary>Until the first candidates are there; nudges and questions of one caller may overtake one another.</summary>
    private async Task StartedAsync(string experiment)
    {
        while ((await cluster.Store.CandidatesAsync(experiment, _ct)).IsEmpty)
        {
            await Task.Yield();
        }
    }
}
