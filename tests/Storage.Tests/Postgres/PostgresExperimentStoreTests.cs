using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Scheduling;
using NasCluster.Storage.Tests.Conformance;
using NasCluster.Storage.Tests.Shared;
using Npgsql;

namespace NasCluster.Storage.Tests.Postgres;

public sealed class PostgresExperimentStoreTests(PostgresServer server) : ExperimentStoreConformance
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    private PostgresDatabase _database = null!;

    [Fact]
    public async Task Claim_TwoProcesses_NoCandidateIsClaimedTwice()
    {
        const int Count = 200;
        await SubmitWithAsync(Count);
        using var other = Open();
        IExperimentStore[] stores = [Store, other, Store, other];

        var claimed = await Task.WhenAll(stores.Select((store, i) => Task.Run(() => ClaimAllAsync(store, $"w-{i}/0"))));

        Assert.Equal(Enumerable.Range(1, Count), claimed.SelectMany(numbers => numbers).Order());
    }

    /// <summary>The last epoch is not flushed by itself; what a crash of the server takes back the result brings again.</summary>
    [Fact]
    public async Task Settle_LastEpochTakenBackByACrash_RecordsItAgain()
    {
        await SubmitWithAsync(1);
        var attempt = (await ClaimAsync()).Attempt;
        for (var epoch = 1; epoch <= 3; epoch++)
        {
            Assert.True(await Store.RecordAsync(attempt, Make.Report(epoch), null, Ct));
        }

        await _database.ExecuteAsync("delete from epoch where epoch = 3");
        Assert.True(await Store.SettleAsync(attempt, Make.Completed(), Ct));

        Assert.Equal([1, 2, 3], (await Store.EpochsAsync(attempt.Candidate, Ct)).Select(report => report.Epoch));
    }

    [Fact]
    public async Task Record_WhileAnotherProcessTakesTheCandidateOver_WaitsForTheLockAndIsRefused()
    {
        await SubmitWithAsync(1);
        var attempt = (await ClaimAsync()).Attempt;
        await using var other = await _database.OpenAsync();
        await PostgresDatabase.ExecuteAsync(other, "begin; update candidate set attempts = 2 where number = 1");

        var late = Store.RecordAsync(attempt, Make.Report(1), Make.Checkpoint(1), Ct);
        await WaitForLockAsync();
        await PostgresDatabase.ExecuteAsync(other, "commit");

        Assert.False(await late);
        Assert.Empty(await Store.EpochsAsync(attempt.Candidate, Ct));
        Assert.Equal(0, await _database.NumberAsync("select count(*) from checkpoint"));
    }

    /// <summary>Row F13: a record is before the take-over and kept, or it is refused and leaves nothing.</summary>
    [Fact]
    public async Task Record_RacesWithATakeOver200Times_IsKeptOrRefusedWhole()
    {
        const int Races = 200;
        var random = new Random(13);
        await SubmitWithAsync(Races);
        await using var other = await _database.OpenAsync();
        var kept = 0;
        for (var race = 1; race <= Races; race++)
        {
            var attempt = (await ClaimAsync()).Attempt;
            var (before, between, record) = (random.Next(2000), random.Next(2000), random.Next(4000));
            var late = Task.Run(async () =>
            {
                Wait(record);
                return await Store.RecordAsync(attempt, Make.Report(1), Make.Checkpoint(1), Ct);
            });
            Wait(before);
            await PostgresDatabase.ExecuteAsync(
                other,
                $"begin; update candidate set attempts = 2 where number = {attempt.Candidate.Number}"
            );
            var found = await CountAsync(attempt.Candidate.Number);
            Wait(between);
            await PostgresDatabase.ExecuteAsync(other, "commit");
            var accepted = await late;

            // From the take-over's lock on nothing more may come.
            Assert.Equal(found, accepted ? 1 : 0);
            Assert.Equal(found, await CountAsync(attempt.Candidate.Number));
            kept += accepted ? 1 : 0;
        }

        Assert.InRange(kept, 1, Races - 1);

        Task<long> CountAsync(int candidate) =>
            _database.NumberAsync($"select count(*) from epoch where candidate = {candidate}");

        static void Wait(int microseconds) => SpinWait.SpinUntil(() => false, TimeSpan.FromMicroseconds(microseconds));
    }

    [Fact]
    public async Task Candidates_ReadAgainWhileTheyChange_AreWhatAnotherStoreReads()
    {
        var experiment = await SubmitWithAsync(3);
        using var other = Open();
        await other.CandidatesAsync(experiment.Id, Ct);
        await Store.SettleAsync((await ClaimAsync()).Attempt, Make.Completed(), Ct);
        await other.CandidatesAsync(experiment.Id, Ct);
        await Store.SettleAsync((await ClaimAsync()).Attempt, Make.Requeued(new(Crashes: 1)), Ct);
        await other.ProposeAsync(experiment.Id, experiment.Version, Make.Batch(2, from: 4), Ct);
        await ClaimAsync();

        var again = await other.CandidatesAsync(experiment.Id, Ct);
        using var fresh = Open();

        Assert.Equal(5, again.Length);
        Assert.Equal(await fresh.CandidatesAsync(experiment.Id, Ct), again);
    }

    [Fact]
    public async Task Claim_CandidateLockedByAnotherProcess_TakesTheNext()
    {
        await SubmitWithAsync(2);
        await using var other = await _database.OpenAsync();
        await PostgresDatabase.ExecuteAsync(other, "begin; select 1 from candidate where number = 1 for update");

        Assert.Equal(2, (await ClaimAsync()).Candidate.Id.Number);
        Assert.Null(await Store.ClaimAsync("w/1", Ct));
    }

    [Fact]
    public async Task Write_OfOneCandidateSentTogether_IsDoneInTheOrderOfTheCalls()
    {
        await SubmitWithAsync(1);
        var attempt = (await ClaimAsync()).Attempt;

        var first = Store.RecordAsync(attempt, Make.Report(1), null, Ct);
        var second = Store.RecordAsync(attempt, Make.Report(2), null, Ct);
        var end = Store.SettleAsync(attempt, Make.Completed(), Ct);
        var late = Store.RecordAsync(attempt, Make.Report(3), null, Ct);
        var answers = await Task.WhenAll(first, second, end, late);

        Assert.Equal([true, true, true, false], answers);
    }

    [Fact]
    public async Task Write_EventCannotBeWritten_IsUndoneWhole()
    {
        var experiment = await SubmitWithAsync(2);
        var attempt = (await ClaimAsync()).Attempt;
        Clock.Advance(TimeSpan.FromSeconds(Make.LeaseSeconds));
        var candidates = await Store.CandidatesAsync(experiment.Id, Ct);
        await _database.ExecuteAsync(
            """
            create function refuse() returns trigger language plpgsql as $$ begin raise 'disk full'; end $$;
            create trigger full_disk before insert on event for each row execute function refuse()
            """
        );
        var (id, version) = (experiment.Id, experiment.Version);
        Func<Task>[] writes =
        [
            () => SubmitAsync("second", "op-2"),
            () => Store.ChangeStateAsync(id, version, ExperimentState.Cancelled, null, Ct),
            () => Store.ProposeAsync(id, version, Make.Batch(1, from: 9), Ct),
            () => Store.ClaimAsync("worker-2/0", Ct),
            () => Store.RecordAsync(attempt, Make.Report(1), Make.Checkpoint(1), Ct),
            () => Store.SettleAsync(attempt, Make.Completed(), Ct),
            () => Store.ExpireAsync(Ct),
        ];

        foreach (var write in writes)
        {
            await Assert.ThrowsAsync<PostgresException>(write);
        }

        await _database.ExecuteAsync("drop trigger full_disk on event");
        Json.Equal(experiment, Assert.Single(await Store.ListAsync(Ct)));
        Assert.Equal(candidates, await Store.CandidatesAsync(experiment.Id, Ct));
        Assert.Empty(await Store.EpochsAsync(attempt.Candidate, Ct));
        Assert.True(await Store.SettleAsync(attempt, Make.Completed(), Ct));
    }

    [Fact]
    public async Task Write_OneOfAGroupFails_TheOthersAreKept()
    {
        await SubmitWithAsync(6);
        var attempts = new List<AttemptRef>();
        for (var i = 0; i < 6; i++)
        {
            attempts.Add((await ClaimAsync()).Attempt);
        }

        await _database.ExecuteAsync("alter table epoch add check (candidate <> 3)");

        var records = attempts.Select(attempt => Store.RecordAsync(attempt, Make.Report(1), null, Ct)).ToList();

        for (var i = 0; i < records.Count; i++)
        {
            if (i == 2)
            {
                await Assert.ThrowsAsync<PostgresException>(() => records[2]);
            }
            else
            {
                Assert.True(await records[i]);
            }
        }
    }

    [Fact]
    public async Task Settle_MessageWithNulAndHalfASurrogate_IsKeptReadable()
    {
        var experiment = await SubmitWithAsync(1);
        var attempt = (await ClaimAsync()).Attempt;
        var failure = new CandidateFailure(FailureKind.Crash, "bad \0 byte \uD800 end");

        Assert.True(await Store.SettleAsync(attempt, new(CandidateState.Failed, new()) { Failure = failure }, Ct));

        Assert.Equal("crash: bad \uFFFD byte \uFFFD end", (await LastEventAsync(experiment)).Detail);
    }

    [Fact]
    public async Task Dispose_ThenCall_Throws()
    {
        var store = Open();
        store.Dispose();
        store.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.ListAsync(Ct));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.ClaimAsync("worker-1/0", Ct));
    }

    [Fact]
    public async Task Clock_NoneGiven_IsTheDatabases()
    {
        using var store = new PostgresExperimentStore(_database.ConnectionString);
        var before = await _database.NumberAsync("select (extract(epoch from clock_timestamp()) * 1000)::bigint");

        var created = await store.CreateAsync(Make.Spec(), Make.Dataset(), "op", Ct);

        var after = await _database.NumberAsync("select (extract(epoch from clock_timestamp()) * 1000)::bigint");
        Assert.InRange(created.CreatedAt.ToUnixTimeMilliseconds(), before, after);
    }

    [Fact]
    public void ConnectionString_Malformed_IsRefusedWithoutRepeatingIt()
    {
        var error = Assert.Throws<ArgumentException>(() => new PostgresExperimentStore("Pasword=s3cret;Hots=x"));

        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
    }

    protected override async Task<IExperimentStore> CreateAsync(TimeProvider clock)
    {
        _database = await server.CreateDatabaseAsync();
        return Open();
    }

    protected override Task<long> QueryNumberAsync(string sql) => _database.NumberAsync(sql);

    protected override Task ExecuteAsync(string sql) => _database.ExecuteAsync(sql);

    private PostgresExperimentStore Open() => new(_database.ConnectionString, Clock);

    private async Task WaitForLockAsync()
    {
        while (
            await _database.NumberAsync(
                "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
            ) == 0
        )
        {
            await Task.Yield();
        }
    }

    private static async Task<List<int>> ClaimAllAsync(IExperimentStore store, string owner)
    {
        var numbers = new List<int>();
        while (await store.ClaimAsync(owner, Ct) is { } assignment)
        {
            numbers.Add(assignment.Candidate.Id.Number);
        }

        return numbers;
    }
}
