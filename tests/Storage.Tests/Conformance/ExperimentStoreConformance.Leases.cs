using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Storage.Tests.Shared;

namespace NasCluster.Storage.Tests.Conformance;

public abstract partial class ExperimentStoreConformance
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(Make.LeaseSeconds);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    [Fact]
    public async Task Expire_LeaseRunsOut_RequeuesWithoutChargingTheCandidate()
    {
        await SubmitWithAsync(2);
        var attempt = (await ClaimAsync()).Attempt;
        Clock.Advance(Lease - Tick);
        var early = await Store.ExpireAsync(Ct);
        Clock.Advance(Tick);

        var expired = await Store.ExpireAsync(Ct);

        var candidate = await ReloadAsync(attempt);
        Assert.Empty(early);
        Assert.Equal([attempt.Candidate], expired);
        Assert.Equal((CandidateState.Ready, 1), (candidate.State, candidate.Attempts));
        Assert.Equal(new FailureCounts(Infrastructure: 1), candidate.Failures);
        Assert.False(await Store.RecordAsync(attempt, Make.Report(1), null, Ct));
        Assert.False(await Store.SettleAsync(attempt, Make.Completed(), Ct));
        Assert.Equal(1, await QueryNumberAsync("select count(*) from attempt where cause = 'infrastructure'"));
    }

    [Fact]
    public async Task Expire_TwiceInARow_FindsNothingTheSecondTime()
    {
        await SubmitWithAsync(1);
        await ClaimAsync();
        Clock.Advance(Lease);
        await Store.ExpireAsync(Ct);

        Assert.Empty(await Store.ExpireAsync(Ct));
    }

    [Fact]
    public async Task Beat_BeforeExpiry_ExtendsByAWholeLease()
    {
        await SubmitWithAsync(2);
        var beating = (await ClaimAsync("worker-1/0")).Attempt;
        var silent = (await ClaimAsync("worker-2/0")).Attempt;
        Clock.Advance(Lease - Tick);

        var lost = await Store.BeatAsync([beating], Ct);
        Clock.Advance(Lease - Tick);

        Assert.Empty(lost);
        Assert.Equal([silent.Candidate], await Store.ExpireAsync(Ct));
        Clock.Advance(Tick);
        Assert.Equal([beating.Candidate], await Store.ExpireAsync(Ct));
    }

    [Fact]
    public async Task Beat_LateButNotYetExpired_KeepsTheAttempt()
    {
        await SubmitWithAsync(1);
        var attempt = (await ClaimAsync()).Attempt;
        Clock.Advance(Lease * 3);

        Assert.Empty(await Store.BeatAsync([attempt], Ct));
        Assert.Empty(await Store.ExpireAsync(Ct));
        Assert.True(await Store.RecordAsync(attempt, Make.Report(1), null, Ct));
    }

    [Fact]
    public async Task Beat_SomeAreLost_ReturnsJustThose()
    {
        await SubmitWithAsync(3);
        var first = (await ClaimAsync()).Attempt;
        var second = (await ClaimAsync()).Attempt;
        var third = (await ClaimAsync()).Attempt;
        await Store.SettleAsync(second, Make.Failed(), Ct);

        Assert.Equal([second], await Store.BeatAsync([first, second, third], Ct));
        Assert.Empty(await Store.BeatAsync([], Ct));
    }

    [Fact]
    public async Task Expire_PausedExperiment_RequeuesToo()
    {
        var experiment = await SubmitWithAsync(1);
        var attempt = (await ClaimAsync()).Attempt;
        await ChangeAsync(experiment, ExperimentState.Paused);
        Clock.Advance(Lease);

        Assert.Equal([attempt.Candidate], await Store.ExpireAsync(Ct));
    }

    [Fact]
    public async Task Claim_LeaseOfTheExperiment_IsTheOneThatRuns()
    {
        var spec = Make.Spec("brief", leaseSeconds: 1.5);
        var experiment = await Store.CreateAsync(spec, Make.Dataset(), "op", Ct);
        await Store.ProposeAsync(experiment.Id, experiment.Version, Make.Batch(1), Ct);
        await ClaimAsync();
        Clock.Advance(TimeSpan.FromMilliseconds(1499));
        var early = await Store.ExpireAsync(Ct);
        Clock.Advance(Tick);

        Assert.Empty(early);
        Assert.Single(await Store.ExpireAsync(Ct));
    }
}
