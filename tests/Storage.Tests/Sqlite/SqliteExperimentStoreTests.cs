using Microsoft.Data.Sqlite;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ports;
using NasCluster.Storage.Tests.Conformance;
using NasCluster.Storage.Tests.Shared;

namespace NasCluster.Storage.Tests.Sqlite;

public sealed class SqliteExperimentStoreTests : ExperimentStoreConformance
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    private readonly SqliteTestFile _file = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _file.Dispose();
    }

    [Fact]
    public async Task Reopen_AfterClose_HasEverything()
    {
        var experiment = await SubmitWithAsync(3);
        var attempt = (await ClaimAsync()).Attempt;
        await Store.RecordAsync(attempt, Make.Report(1), Make.Checkpoint(1), Ct);
        var candidates = await Store.CandidatesAsync(experiment.Id, Ct);
        var events = await Store.EventsAsync(experiment.Id, 0, 100, Ct);
        ((IDisposable)Store).Dispose();

        using var reopened = await OpenAsync(_file);

        Json.Equal(experiment, (await reopened.FindAsync(experiment.Id, Ct))!);
        Assert.Equal(candidates, await reopened.CandidatesAsync(experiment.Id, Ct));
        Assert.Equal(events, await reopened.EventsAsync(experiment.Id, 0, 100, Ct));
        Assert.True(await reopened.RecordAsync(attempt, Make.Report(2), null, Ct));
        Assert.Equal([1, 2], (await reopened.EpochsAsync(attempt.Candidate, Ct)).Select(report => report.Epoch));
    }

    [Fact]
    public async Task Claim_TwoStoresOnOneFile_NoCandidateIsClaimedTwice()
    {
        const int Count = 200;
        await SubmitWithAsync(Count);
        using var other = await OpenAsync(_file);
        IExperimentStore[] stores = [Store, other, Store, other];

        var claimed = await Task.WhenAll(stores.Select((store, i) => Task.Run(() => ClaimAllAsync(store, $"w-{i}/0"))));

        Assert.Equal(Enumerable.Range(1, Count), claimed.SelectMany(numbers => numbers).Order());
    }

    [Fact]
    public async Task AnyCall_NewerSchema_IsRefusedNamingBothVersions()
    {
        const int Newer = StoreSchema.Version + 1;
        _file.Execute($"update schema_version set version = {Newer}");
        using var store = new SqliteExperimentStore(_file.DatabasePath, Clock);

        var onMigrate = await Assert.ThrowsAsync<SchemaMismatchException>(() => store.MigrateAsync(Ct));
        var onUse = await Assert.ThrowsAsync<SchemaMismatchException>(() => store.ListAsync(Ct));

        Assert.Equal((Newer, StoreSchema.Version), (onMigrate.Found, onMigrate.Expected));
        Assert.Equal((Newer, StoreSchema.Version), (onUse.Found, onUse.Expected));
        Assert.Equal(Newer, _file.Number("select version from schema_version"));
    }

    [Fact]
    public async Task AnyCall_NeverMigrated_IsRefusedAndMakesNoFile()
    {
        using var file = new SqliteTestFile();
        using var store = new SqliteExperimentStore(file.DatabasePath, Clock);

        var error = await Assert.ThrowsAsync<SchemaMismatchException>(() => store.ClaimAsync("worker-1/0", Ct));

        Assert.Equal(StoreSchema.None, error.Found);
        Assert.False(File.Exists(file.DatabasePath));
    }

    [Fact]
    public async Task Migrate_SeveralAtOnce_AllSucceed()
    {
        using var file = new SqliteTestFile();
        var stores = Enumerable.Range(0, 6).Select(_ => new SqliteExperimentStore(file.DatabasePath, Clock)).ToList();

        await Task.WhenAll(stores.Select(store => Task.Run(() => store.MigrateAsync(Ct))));

        Assert.Equal(1, file.Number("select count(*) from schema_version"));
        stores.ForEach(store => store.Dispose());
    }

    [Fact]
    public async Task Write_EventCannotBeWritten_IsUndoneWhole()
    {
        var experiment = await SubmitWithAsync(2);
        var attempt = (await ClaimAsync()).Attempt;
        Clock.Advance(TimeSpan.FromSeconds(Make.LeaseSeconds));
        var candidates = await Store.CandidatesAsync(experiment.Id, Ct);
        _file.Execute("create trigger full before insert on event begin select raise(abort, 'disk full'); end");
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
            await Assert.ThrowsAsync<SqliteException>(write);
        }

        _file.Execute("drop trigger full");
        Json.Equal(experiment, Assert.Single(await Store.ListAsync(Ct)));
        Assert.Equal(candidates, await Store.CandidatesAsync(experiment.Id, Ct));
        Assert.Empty(await Store.EpochsAsync(attempt.Candidate, Ct));
        Assert.True(await Store.SettleAsync(attempt, Make.Completed(), Ct));
    }

    [Fact]
    public async Task Crash_InTheMiddleOfATransaction_KeepsWhatWasCommittedAndNothingElse()
    {
        var experiment = await SubmitWithAsync(2);
        using var dying = _file.Open();
        SqliteTestFile.Execute(dying, "begin immediate; update candidate set state = 'failed'; delete from event");

        using var disk = _file.Snapshot();
        using var survivor = await OpenAsync(disk);

        var candidates = await survivor.CandidatesAsync(experiment.Id, Ct);
        Assert.All(candidates, candidate => Assert.Equal(CandidateState.Ready, candidate.State));
        Assert.Equal(2, (await survivor.EventsAsync(experiment.Id, 0, 9, Ct)).Length);
    }

    [Fact]
    public async Task Write_OtherProcessHoldsTheLockAndDies_WaitsAndGoesOn()
    {
        await SubmitWithAsync(1);
        var dying = _file.Open();
        SqliteTestFile.Execute(dying, "begin immediate; update candidate set state = 'failed'");

        var claim = Store.ClaimAsync("worker-1/0", Ct);
        var waited = !claim.IsCompleted;
        var read = await Store.CandidatesAsync("quick-1", Ct);
        await dying.DisposeAsync();

        Assert.True(waited);
        Assert.Equal(CandidateState.Ready, read[0].State);
        Assert.NotNull(await claim);
    }

    [Fact]
    public async Task Write_CancelledWhileWaitingForTheLock_ThrowsAndTheStoreGoesOn()
    {
        await SubmitWithAsync(1);
        var other = _file.Open();
        SqliteTestFile.Execute(other, "begin immediate");
        using var cancel = new CancellationTokenSource();

        var waiting = Store.ClaimAsync("worker-1/0", cancel.Token);
        var queued = Store.ClaimAsync("worker-2/0", cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queued);
        await other.DisposeAsync();
        Assert.NotNull(await Store.ClaimAsync("worker-3/0", Ct));
    }

    [Fact]
    public async Task HandEdit_ValueOfAnotherType_IsRefusedByTheTables()
    {
        await SubmitWithAsync(1);

        Assert.Throws<SqliteException>(() => _file.Execute("update candidate set attempts = 'many'"));
        Assert.Throws<SqliteException>(() => _file.Execute("update candidate set attempts = -1"));
        Assert.Throws<SqliteException>(() => _file.Execute("delete from experiment"));
    }

    [Fact]
    public async Task Dispose_ThenCall_Throws()
    {
        var store = await OpenAsync(_file);
        store.Dispose();
        store.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.ListAsync(Ct));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.ClaimAsync("worker-1/0", Ct));
    }

    [Fact]
    public async Task Attempt_TrainedEpochs_CanBeCountedAgainstThoseKept()
    {
        await SubmitWithAsync(1);
        var first = (await ClaimAsync()).Attempt;
        await Store.RecordAsync(first, Make.Report(1), Make.Checkpoint(1), Ct);
        await Store.RecordAsync(first, Make.Report(2), null, Ct);
        await Store.SettleAsync(first, Make.Requeued(new(Crashes: 1)), Ct);
        var second = (await ClaimAsync()).Attempt;
        await Store.RecordAsync(second, Make.Report(2), null, Ct);
        await Store.RecordAsync(second, Make.Report(3), null, Ct);

        var trained = _file.Number("select sum(last_epoch - first_epoch + 1) from attempt");
        var kept = _file.Number("select count(*) from epoch");

        Assert.Equal((4, 3), (trained, kept));
    }

    protected override async Task<IExperimentStore> CreateAsync(TimeProvider clock) => await OpenAsync(_file);

    protected override Task<long> QueryNumberAsync(string sql) => Task.FromResult(_file.Number(sql));

    protected override Task ExecuteAsync(string sql)
    {
        _file.Execute(sql);
        return Task.CompletedTask;
    }

    private async Task<SqliteExperimentStore> OpenAsync(SqliteTestFile file)
    {
        var store = new SqliteExperimentStore(file.DatabasePath, Clock);
        await store.MigrateAsync(Ct);
        return store;
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
