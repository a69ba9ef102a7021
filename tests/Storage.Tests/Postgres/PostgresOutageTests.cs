using NasCluster.Domain.Candidates;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Scheduling;
using NasCluster.Storage.Tests.Shared;

namespace NasCluster.Storage.Tests.Postgres;

/// <summary>The server goes away and comes back: nothing that was confirmed is lost, nothing is done twice.</summary>
public sealed class PostgresOutageTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    // Of its own: the other tests' server is not to be stopped.
    private readonly PostgresServer _server = new();
    private PostgresDatabase _database = null!;
    private PostgresExperimentStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await _server.CreateDatabaseAsync();
        _store = Open(patience: TimeSpan.Zero);
    }

    public async ValueTask DisposeAsync()
    {
        _store?.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Crash_DuringUse_IsStoreAwayAndAfterwardsAllGoesOn()
    {
        var attempt = await StartAsync(leaseSeconds: Make.LeaseSeconds);
        Assert.True(await _store.RecordAsync(attempt, Make.Report(1), Make.Checkpoint(1), Ct));

        await _server.CrashAndRestartAsync(async () =>
        {
            Func<Task>[] calls =
            [
                () => _store.RecordAsync(attempt, Make.Report(2), null, Ct),
                () => _store.ListAsync(Ct),
                () => _store.BeatAsync([attempt], Ct),
                () => _store.ExpireAsync(Ct),
            ];
            await Task.WhenAll(calls.Select(call => Assert.ThrowsAsync<StoreAwayException>(call)));
        });

        Assert.True(await _store.RecordAsync(attempt, Make.Report(2), null, Ct));
        Assert.Equal([1, 2], (await _store.EpochsAsync(attempt.Candidate, Ct)).Select(report => report.Epoch));
        Assert.True(await _store.SettleAsync(attempt, Make.Completed(), Ct));
    }

    [Fact]
    public async Task Crash_RightAfterAResultWasConfirmed_ItIsKept()
    {
        var attempt = await StartAsync(leaseSeconds: Make.LeaseSeconds);
        Assert.True(await _store.SettleAsync(attempt, Make.Completed(), Ct));

        await _server.CrashAndRestartAsync(() => Task.CompletedTask);

        var candidate = Assert.Single(await _store.CandidatesAsync(attempt.Candidate.Experiment, Ct));
        Assert.Equal(CandidateState.Completed, candidate.State);
    }

    [Fact]
    public async Task Crash_Short_WritesOfATrainingWaitAndAreKept()
    {
        var attempt = await StartAsync(leaseSeconds: Make.LeaseSeconds);
        using var patient = Open(patience: TimeSpan.FromMinutes(1));
        Assert.True(await patient.RecordAsync(attempt, Make.Report(1), null, Ct));
        Task<bool>? waiting = null;

        await _server.CrashAndRestartAsync(async () =>
        {
            waiting = patient.RecordAsync(attempt, Make.Report(2), null, Ct);
            await Assert.ThrowsAsync<StoreAwayException>(() => patient.ListAsync(Ct));
        });

        Assert.True(await waiting!);
        Assert.Equal([1, 2], (await patient.EpochsAsync(attempt.Candidate, Ct)).Select(report => report.Epoch));
    }

    [Fact]
    public async Task Crash_LongerThanTheLease_TheOwnerCanStillExtendIt()
    {
        var attempt = await StartAsync(leaseSeconds: 2);
        // A claim alone is not flushed; what is, flushes the claim before it.
        await _store.RecordAsync(attempt, Make.Report(1), null, Ct);
        await _server.CrashAndRestartAsync(() => Task.CompletedTask);
        await _database.ExecuteAsync("update attempt set expires_at = 1");

        Assert.Empty(await _store.ExpireAsync(Ct));
        Assert.Empty(await _store.BeatAsync([attempt], Ct));
    }

    private PostgresExperimentStore Open(TimeSpan patience) => new(_database.ConnectionString, patience: patience);

    private async Task<AttemptRef> StartAsync(double leaseSeconds)
    {
        var spec = Make.Spec(leaseSeconds: leaseSeconds);
        var experiment = await _store.CreateAsync(spec, Make.Dataset(), "op", Ct);
        await _store.ProposeAsync(experiment.Id, experiment.Version, Make.Batch(1), Ct);
        return (await _store.ClaimAsync("w/0", Ct))!.Attempt;
    }
}
