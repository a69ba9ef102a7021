using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Scheduling;
using NasCluster.Storage.Postgres;
using NasCluster.Storage.Rows;

namespace NasCluster.Storage;

/// <summary>The store in PostgreSQL 14 or later, for any number of processes on any number of machines.</summary>
/// <remarks>
/// <para>Claims, epochs and results of this process go through one lane that commits many of them at once; everything else
/// is a transaction of its own. A write whose connection breaks is tried again, after the server was asked what became of
/// it. A server that stays away is a <see cref="StoreAwayException"/>; one that says no (rights) is a
/// <see cref="System.Data.Common.DbException"/>.</para>
/// <para>A row that cannot be read is a <see cref="StoredDataException"/> for whoever asks for its experiment or candidate;
/// lists of experiments and claims of work pass its experiment over.</para>
/// </remarks>
public sealed class PostgresExperimentStore : IExperimentStore, IDisposable
{
    private static readonly TimeSpan LanePatience = TimeSpan.FromSeconds(20);

    private readonly ConfigurationCache _configurations = new();
    private readonly CandidateSnapshots _snapshots = new();
    private readonly PostgresSource _source;
    private readonly PostgresTransactions _transactions;
    private readonly PostgresMigrator _migrator;
    private readonly TrainingLane _lane;

    // Milliseconds since 1970 since when this process sees the database without a gap; null while it does not.
    private long? _sight = 0;

    /// <param name="connectionString">Of Npgsql, such as "Host=db;Database=nas;Username=nas;Password=…".</param>
    /// <param name="clock">Leases and all times in the tables; null for the database's clock, which all processes share.</param>
    /// <param name="patience">
    /// How long claims, epochs and results wait for a server that is away; null for 20 s, which is less than a grain's
    /// caller waits and enough for a restart.
    /// </param>
    /// <exception cref="ArgumentException">It is no connection string.</exception>
    public PostgresExperimentStore(string connectionString, TimeProvider? clock = null, TimeSpan? patience = null)
    {
        _source = new(PostgresSettings.ForStore(connectionString));
        _transactions = new(_source, clock);
        _migrator = new(PostgresSettings.ForMigrations(connectionString));
        _lane = new(_transactions, _configurations, patience ?? LanePatience);
    }

    /// <inheritdoc/>
    /// <remarks>Older tables are not changed: that is <see cref="PostgresMigrations"/>' to do, when a person says so.</remarks>
    /// <exception cref="SchemaMismatchException">The tables are of another version of this program.</exception>
    /// <exception cref="MigrationChangedException">They were made by another text of a migration.</exception>
    public async Task MigrateAsync(CancellationToken ct)
    {
        if (await _migrator.VersionAsync(ct).ConfigureAwait(false) == StoreSchema.None)
        {
            await _migrator.MigrateAsync(ct).ConfigureAwait(false);
        }

        await _source.CheckAsync(ct).ConfigureAwait(false);
    }

    public Task<Experiment> CreateAsync(
        ExperimentSpec spec,
        DatasetDescription dataset,
        string operationId,
        CancellationToken ct
    )
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(operationId);
        return _transactions.RunAsync(
            CommitWait.Flushed,
            write => ExperimentWrites.CreateAsync(write, spec, dataset, operationId),
            ct
        );
    }

    public async Task<Experiment?> FindAsync(string experiment, CancellationToken ct)
    {
        var id = ("@experiment", experiment);
        var found = await _source
            .QueryAsync(SharedStatements.ExperimentById, ExperimentRow.Read, ct, id)
            .ConfigureAwait(false);
        return found.SingleOrDefault();
    }

    public async Task<ImmutableArray<Experiment>> ListAsync(CancellationToken ct)
    {
        var found = await _source
            .QueryAsync(SharedStatements.Experiments, ExperimentRow.ReadOrNull, ct)
            .ConfigureAwait(false);
        return [.. found.OfType<Experiment>()];
    }

    public Task<bool> ChangeStateAsync(
        string experiment,
        long version,
        ExperimentState next,
        string? reason,
        CancellationToken ct
    ) =>
        _transactions.RunAsync(
            CommitWait.Flushed,
            write => ExperimentWrites.ChangeStateAsync(write, experiment, version, next, reason),
            ct
        );

    /// <inheritdoc/>
    /// <remarks>Also false where the experiment is final or does not exist.</remarks>
    /// <exception cref="ArgumentException">A predicted accuracy is not a finite number.</exception>
    public Task<bool> ProposeAsync(
        string experiment,
        long version,
        ImmutableArray<Proposal> proposals,
        CancellationToken ct
    )
    {
        foreach (var proposal in proposals)
        {
            FiniteNumbers.Require(proposal);
        }

        return _transactions.RunAsync(
            CommitWait.Flushed,
            write => ExperimentWrites.ProposeAsync(write, experiment, version, proposals),
            ct
        );
    }

    public async Task<ImmutableArray<Candidate>> CandidatesAsync(string experiment, CancellationToken ct)
    {
        var known = _snapshots.Of(experiment);
        var read = await _source
            .QueryAsync(
                PostgresStatements.OpenAndNewCandidates,
                row => CandidateRow.Read(row, _configurations),
                ct,
                ("@experiment", experiment),
                ("@open", CandidateSnapshots.Open(known)),
                ("@known", known.Length)
            )
            .ConfigureAwait(false);
        return _snapshots.Update(experiment, known, read);
    }

    public Task<ExperimentChanges?> ChangesAsync(string experiment, CandidateHistory known, CancellationToken ct)
    {
        var untouched = Untouched(known);
        var open = known.Open.TakeWhile(candidate => candidate.Id.Number < untouched).ToList();
        return _source.PatientlyAsync(
            async () =>
            {
                await using var connection = await _source.OpenAsync(ct).ConfigureAwait(false);
                Experiment? found = null;
                var changed = ImmutableArray.CreateBuilder<Candidate>();
                await new PostgresBatch(connection)
                    .Read(
                        SharedStatements.ExperimentById,
                        row => found = ExperimentRow.Read(row),
                        ("@experiment", experiment)
                    )
                    .Read(
                        PostgresStatements.ChangedAndNewCandidates,
                        row => changed.Add(CandidateRow.Read(row, _configurations)),
                        ("@experiment", experiment),
                        ("@open", open.Select(candidate => candidate.Id.Number).ToArray()),
                        ("@states", open.Select(candidate => StoredWord<CandidateState>.Of(candidate.State)).ToArray()),
                        ("@attempts", open.Select(candidate => candidate.Attempts).ToArray()),
                        ("@untouched", untouched),
                        ("@known", known.Length)
                    )
                    .SendAsync(ct)
                    .ConfigureAwait(false);
                return found is null ? null : new ExperimentChanges(found, changed.ToImmutable());
            },
            ct
        );
    }

    public async Task<Candidate?> FindAsync(CandidateId candidate, CancellationToken ct)
    {
        var found = await _source
            .QueryAsync(
                SharedStatements.CandidateById,
                row => CandidateRow.Read(row, _configurations),
                ct,
                ("@experiment", candidate.Experiment),
                ("@candidate", candidate.Number)
            )
            .ConfigureAwait(false);
        return found.SingleOrDefault();
    }

    public async Task<CheckpointRef?> CheckpointAsync(CandidateId candidate, CancellationToken ct)
    {
        var found = await _source
            .QueryAsync(
                SharedStatements.CheckpointOf,
                row => CheckpointRow.Read(row, first: 0)!,
                ct,
                ("@experiment", candidate.Experiment),
                ("@candidate", candidate.Number)
            )
            .ConfigureAwait(false);
        return found.SingleOrDefault();
    }

    public Task<Assignment?> ClaimAsync(string owner, SlotOffer offer, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(owner);
        return _lane.WriteAsync(new ClaimWrite(owner, offer, ct));
    }

    public Task<ImmutableArray<AttemptRef>> BeatAsync(ImmutableArray<AttemptRef> attempts, CancellationToken ct) =>
        attempts.IsEmpty && !ct.IsCancellationRequested
            ? Task.FromResult(attempts)
            : _transactions.RunAsync(CommitWait.NotFlushed, write => LeaseWrites.BeatAsync(write, attempts), ct);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A number is NaN or infinite; the message names the field.</exception>
    public Task<bool> RecordAsync(
        AttemptRef attempt,
        EpochReport report,
        CheckpointRef? checkpoint,
        CancellationToken ct
    )
    {
        FiniteNumbers.Require(report);
        ArgumentOutOfRangeException.ThrowIfLessThan(report.Epoch, 1, "report.Epoch");
        return _lane.WriteAsync(new RecordWrite(attempt, report, checkpoint, ct));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A number is NaN or infinite, or the next state is Running.</exception>
    public Task<bool> SettleAsync(AttemptRef attempt, Settlement settlement, CancellationToken ct)
    {
        FiniteNumbers.Require(settlement);
        if (settlement.Next == CandidateState.Running)
        {
            throw new ArgumentException("An attempt cannot end with its candidate running.", nameof(settlement));
        }

        return _lane.WriteAsync(new SettleWrite(attempt, settlement, ct));
    }

    /// <inheritdoc/>
    /// <remarks>
    /// After an outage, seen by this process or by the server's start, a lease is not taken to have run out before its
    /// owner had a whole lease's time to extend it.
    /// </remarks>
    public async Task<ImmutableArray<CandidateId>> ExpireAsync(CancellationToken ct)
    {
        var sight = _sight;
        try
        {
            return await _transactions
                .RunAsync(CommitWait.NotFlushed, write => ExpireAsync(write, sight), ct)
                .ConfigureAwait(false);
        }
        catch (StoreAwayException)
        {
            _sight = null;
            throw;
        }
    }

    /// <inheritdoc/>
    /// <remarks>A look without a lock first: there is hardly ever anything to do.</remarks>
    public async Task<ImmutableArray<CandidateId>> MendAsync(
        string experiment,
        ImmutableArray<Candidate> known,
        CancellationToken ct
    )
    {
        var mend = new MendWrite(experiment, known);
        var found = await _source
            .PatientlyAsync(
                async () =>
                {
                    await using var connection = await _source.OpenAsync(ct).ConfigureAwait(false);
                    var batch = new PostgresBatch(connection);
                    var look = mend.Read(batch);
                    await batch.SendAsync(ct).ConfigureAwait(false);
                    return look.Found;
                },
                ct
            )
            .ConfigureAwait(false);
        return found.IsEmpty
            ? found
            : await _transactions
                .RunAsync(CommitWait.Flushed, write => mend.RunAsync(write, found), ct)
                .ConfigureAwait(false);
    }

    public async Task<ImmutableArray<EpochReport>> EpochsAsync(CandidateId candidate, CancellationToken ct) =>
        [
            .. await _source
                .QueryAsync(
                    SharedStatements.Epochs,
                    EpochRow.Read,
                    ct,
                    ("@experiment", candidate.Experiment),
                    ("@candidate", candidate.Number)
                )
                .ConfigureAwait(false),
        ];

    /// <inheritdoc/>
    public async Task<ImmutableArray<double>> AccuraciesAsync(CandidateId candidate, int epoch, CancellationToken ct) =>
        [
            .. await _source
                .QueryAsync(
                    SharedStatements.Accuracies,
                    row => row.GetDouble(0),
                    ct,
                    ("@experiment", candidate.Experiment),
                    ("@candidate", candidate.Number),
                    ("@epoch", epoch)
                )
                .ConfigureAwait(false),
        ];

    /// <inheritdoc/>
    public async Task<ImmutableArray<Rival>> RivalsAsync(CandidateId candidate, int epoch, CancellationToken ct) =>
        [
            .. await _source
                .QueryAsync(
                    SharedStatements.Rivals,
                    row => RivalRow.Read(row, _configurations),
                    ct,
                    ("@experiment", candidate.Experiment),
                    ("@candidate", candidate.Number),
                    ("@epoch", epoch)
                )
                .ConfigureAwait(false),
        ];

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The limit is negative.</exception>
    public async Task<ImmutableArray<ExperimentEvent>> EventsAsync(
        string experiment,
        long after,
        int limit,
        CancellationToken ct
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return
        [
            .. await _source
                .QueryAsync(
                    SharedStatements.EventsAfter,
                    EventRow.Read,
                    ct,
                    ("@experiment", experiment),
                    ("@after", after),
                    ("@limit", limit)
                )
                .ConfigureAwait(false),
        ];
    }

    /// <summary>Closes the connections, after the writes that were accepted.</summary>
    public void Dispose()
    {
        _lane.Dispose();
        _source.Dispose();
    }

    /// <summary>The number from which on all known candidates wait and were never claimed.</summary>
    private static int Untouched(CandidateHistory known)
    {
        var number = known.Length + 1;
        while (number > 1 && known[number - 2] is { State: CandidateState.Ready, Attempts: 0 })
        {
            number--;
        }

        return number;
    }

    private async Task<ImmutableArray<CandidateId>> ExpireAsync(PostgresWrite write, long? sight)
    {
        var expired = await LeaseWrites.ExpireAsync(write, sight).ConfigureAwait(false);
        _sight ??= write.Now;
        return expired;
    }
}
