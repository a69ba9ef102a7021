using NasCluster.Domain.Candidates;
using NasCluster.Domain.Scheduling;
using NasCluster.Storage.Tests.Shared;
using Npgsql;

namespace NasCluster.Storage.Tests.Postgres;

/// <summary>Connections break while the server runs: no caller notices, nothing is done twice.</summary>
public sealed class PostgresConnectionTests(PostgresServer server) : IAsyncLifetime
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    private PostgresDatabase _database = null!;
    private PostgresExperimentStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync();
        _store = new(_database.ConnectionString);
    }

    public ValueTask DisposeAsync()
    {
        _store?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Connections_AllCut_NoCallerNotices()
    {
        var attempt = await StartAsync();
        for (var epoch = 1; epoch <= 10; epoch++)
        {
            await _database.NumberAsync(
                """
                select count(pg_terminate_backend(pid)) from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid()
                """
            );

            Assert.True(await _store.RecordAsync(attempt, Make.Report(epoch), null, Ct));
            Assert.Single(await _store.ListAsync(Ct));
        }

        Assert.Equal(10, await _database.NumberAsync("select count(*) from epoch"));
    }

    [Fact]
    public async Task Commit_DoneButTheAnswerIsLost_IsNotDoneAgain()
    {
        var attempt = await StartAsync();
        await _store.ListAsync(Ct);
        await using var proxy = new CutAfterCommitProxy(
            new NpgsqlConnectionStringBuilder(_database.ConnectionString).Port
        );
        using var store = new PostgresExperimentStore(
            new NpgsqlConnectionStringBuilder(_database.ConnectionString)
            {
                Port = proxy.Port,
                SslMode = SslMode.Disable,
            }.ConnectionString
        );
        await store.ListAsync(Ct);
        proxy.CutNextCommit();

        Assert.True(await store.SettleAsync(attempt, Make.Completed(), Ct));

        Assert.Equal(1, proxy.Cuts);
        Assert.Equal(CandidateState.Completed, (await _store.FindAsync(attempt.Candidate, Ct))!.State);
        Assert.Equal(1, await _database.NumberAsync("select count(*) from event where kind = 'completed'"));
    }

    private async Task<AttemptRef> StartAsync()
    {
        var experiment = await _store.CreateAsync(Make.Spec(), Make.Dataset(), "op", Ct);
        await _store.ProposeAsync(experiment.Id, experiment.Version, Make.Batch(1), Ct);
        return (await _store.ClaimAsync("w/0", Ct))!.Attempt;
    }
}
