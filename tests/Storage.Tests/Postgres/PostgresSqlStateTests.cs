using NasCluster.Domain.Ports;
using NasCluster.Domain.Scheduling;
using NasCluster.Storage.Tests.Shared;

namespace NasCluster.Storage.Tests.Postgres;

/// <summary>
/// A server that says no a few times and then yes. A trigger raises the error; it counts with a sequence, which a rolled back
/// transaction does not set back.
/// </summary>
public sealed class PostgresSqlStateTests(PostgresServer server) : IAsyncLifetime
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
        _store.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Row B7: what passes by itself is tried again and done once.</summary>
    [Theory]
    [InlineData("40001")]
    [InlineData("40P01")]
    [InlineData("53100")]
    [InlineData("53300")]
    [InlineData("57P01")]
    [InlineData("57P02")]
    [InlineData("57P03")]
    [InlineData("08006")]
    [InlineData("25P03")]
    public async Task Record_ServerRefusesTwice_IsDoneOnceAtTheThirdTry(string state)
    {
        var attempt = await StartAsync();
        await RefuseAsync(state, times: 2);

        Assert.True(await _store.RecordAsync(attempt, Make.Report(1), Make.Checkpoint(1), Ct));

        Assert.Equal(3, await _database.NumberAsync("select last_value from tries"));
        Assert.Equal(1, await _database.NumberAsync("select count(*) from epoch"));
        Assert.Equal(1, await _database.NumberAsync("select count(*) from event where kind = 'epoch'"));
    }

    /// <summary>What will not pass is told at once, and only to whom it concerns.</summary>
    [Theory]
    [InlineData("42501")]
    [InlineData("23514")]
    [InlineData("22003")]
    public async Task Record_ServerRefusesForGood_IsNotTriedAgain(string state)
    {
        var attempt = await StartAsync();
        await RefuseAsync(state, times: 100);

        var error = await Assert.ThrowsAsync<Npgsql.PostgresException>(() =>
            _store.RecordAsync(attempt, Make.Report(1), null, Ct)
        );

        Assert.Equal(state, error.SqlState);
        Assert.Equal(1, await _database.NumberAsync("select last_value from tries"));
        Assert.Equal(0, await _database.NumberAsync("select count(*) from epoch"));
    }

    /// <summary>A full disk is told as what it is where it does not pass in time, and nothing is half written.</summary>
    [Fact]
    public async Task Record_DiskStaysFull_IsStoreAwayThatNamesTheDisk()
    {
        var attempt = await StartAsync();
        using var impatient = new PostgresExperimentStore(_database.ConnectionString, patience: TimeSpan.Zero);
        await RefuseAsync("53100", times: 1000);

        var error = await Assert.ThrowsAsync<StoreAwayException>(() =>
            impatient.RecordAsync(attempt, Make.Report(1), Make.Checkpoint(1), Ct)
        );

        Assert.Contains("disk is full", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, await _database.NumberAsync("select count(*) from epoch"));
        Assert.Equal(0, await _database.NumberAsync("select count(*) from checkpoint"));
        await _database.ExecuteAsync("drop trigger refuse on epoch");
        Assert.True(await impatient.RecordAsync(attempt, Make.Report(1), Make.Checkpoint(1), Ct));
    }

    /// <summary>Row B11: a database restored from a backup gives a number out again; the mark tells the attempts apart.</summary>
    [Fact]
    public async Task Write_AttemptOfBeforeARestore_IsRefused()
    {
        var lost = await StartAsync();
        await _database.ExecuteAsync("delete from attempt; update candidate set state = 'ready', attempts = 0");
        var owner = $"worker/0{AttemptTag.Separator}{AttemptTag.New()}";
        var again = (await _store.ClaimAsync(owner, Ct))!.Attempt;

        Assert.Equal(lost.Number, again.Number);
        Assert.False(await _store.RecordAsync(lost, Make.Report(1), Make.Checkpoint(1), Ct));
        Assert.Equal([lost], await _store.BeatAsync([lost], Ct));
        Assert.True(await _store.RecordAsync(again, Make.Report(1), Make.Checkpoint(1), Ct));
    }

    private async Task<AttemptRef> StartAsync()
    {
        var experiment = await _store.CreateAsync(Make.Spec(), Make.Dataset(), "operation", Ct);
        await _store.ProposeAsync(experiment.Id, experiment.Version, Make.Batch(1), Ct);
        return (await _store.ClaimAsync($"worker/0{AttemptTag.Separator}{AttemptTag.New()}", Ct))!.Attempt;
    }

    private Task RefuseAsync(string state, int times) =>
        _database.ExecuteAsync(
            $"""
            create sequence tries;
            create function refuse() returns trigger language plpgsql as $body$
            begin
              if nextval('tries') <= {times} then raise exception 'refused' using errcode = '{state}'; end if;
              return null;
            end $body$;
            create trigger refuse before insert on epoch for each statement execute function refuse()
            """
        );
}
