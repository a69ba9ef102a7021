using System.Collections.Immutable;
using System.Data.Common;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ports;
using NasCluster.Domain.Scheduling;
using NasCluster.Storage.Rows;
using NasCluster.Storage.Sqlite;

namespace NasCluster.Storage;

/// <summary>The store in one SQLite file, for runs on one machine. Several processes may use the file at once.</summary>
/// <remarks>
/// <para>Writes go one after the other through one connection, reads through another; the log lets them not wait for each
/// other. Call <see cref="MigrateAsync"/> once before anything else: without it every call is a
/// <see cref="SchemaMismatchException"/>.</para>
/// <para>A row that cannot be read is a <see cref="StoredDataException"/> for whoever asks for its experiment or candidate;
/// lists of experiments and claims of work pass its experiment over.</para>
/// </remarks>
public sealed class SqliteExperimentStore : IExperimentStore, IDisposable
{
    private readonly SqliteFile _file;
    private readonly TimeProvider _clock;
    private readonly ConfigurationCache _configurations = new();
    private readonly SqliteLane _reads;
    private readonly SqliteLane _writes;

    /// <param name="databasePath">The file; it and its folder are made by <see cref="MigrateAsync"/>.</param>
    /// <param name="clock">The store's clock: leases and all times in the tables.</param>
    public SqliteExperimentStore(string databasePath, TimeProvider clock)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(databasePath);
        ArgumentNullException.ThrowIfNull(clock);
        _file = new(databasePath);
        _clock = clock;
        _reads = new(_file.Open, clock);
        _writes = new(_file.Open, clock);
    }

    /// <inheritdoc/>
    /// <exception cref="SchemaMismatchException">The file was made by another version of this program.</exception>
    public async Task MigrateAsync(CancellationToken ct)
    {
        using var lane = new SqliteLane(_file.Create, _clock);
        await lane.WriteAsync(Durability.PowerLoss, SqliteMigration.Apply, ct).ConfigureAwait(false);
    }

    public Task<Experiment> CreateAsync(
        ExperimentSpec spec,
        DatasetDescription dataset,
        string operationId,
        CancellationToken ct
    )
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(operationId);
        return _writes.WriteAsync(
            Durability.PowerLoss,
            write => ExperimentWrites.Create(write, spec, dataset, operationId),
            ct
        );
    }

    public Task<Experiment?> FindAsync(string experiment, CancellationToken ct) =>
        _reads.ReadAsync(
            session => session.First(SharedStatements.ExperimentById, ExperimentRow.Read, ("@experiment", experiment)),
            ct
        );

    public Task<ImmutableArray<Experiment>> ListAsync(CancellationToken ct) =>
        _reads.ReadAsync(
            session => session.Readable(SharedStatements.Experiments, ExperimentRow.Read, int.MaxValue, ct),
            ct
        );

    public Task<bool> ChangeStateAsync(
        string experiment,
        long version,
        ExperimentState next,
        string? reason,
        CancellationToken ct
    ) =>
        _writes.WriteAsync(
            Durability.PowerLoss,
            write => ExperimentWrites.ChangeState(write, experiment, version, next, reason),
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

        return _writes.WriteAsync(
            Durability.PowerLoss,
            write => ExperimentWrites.Propose(write, experiment, version, proposals),
            ct
        );
    }

    public Task<ImmutableArray<Candidate>> CandidatesAsync(string experiment, CancellationToken ct) =>
        _reads.ReadAsync(
            session =>
                session.All(
                    SharedStatements.Candidates,
                    row => CandidateRow.Read(row, _configurations),
                    ct,
                    ("@experiment", experiment)
                ),
            ct
        );

    public Task<ExperimentChanges?> ChangesAsync(string experiment, CandidateHistory known, CancellationToken ct) =>
        _reads.ReadAsync(
            session =>
                session.First(SharedStatements.ExperimentById, ExperimentRow.Read, ("@experiment", experiment))
                    is { } found
                    ? new ExperimentChanges(found, Changed(session, experiment, known, ct))
                    : null,
            ct
        );

    public Task<Candidate?> FindAsync(CandidateId candidate, CancellationToken ct) =>
        _reads.ReadAsync(
            session =>
                session.First(
                    SharedStatements.CandidateById,
                    row => CandidateRow.Read(row, _configurations),
                    ("@experiment", candidate.Experiment),
                    ("@candidate", candidate.Number)
                ),
            ct
        );

    public Task<CheckpointRef?> CheckpointAsync(CandidateId candidate, CancellationToken ct) =>
        _reads.ReadAsync(
            session =>
                session.First(
                    SharedStatements.CheckpointOf,
                    row => CheckpointRow.Read(row, first: 0)!,
                    ("@experiment", candidate.Experiment),
                    ("@candidate", candidate.Number)
                ),
            ct
        );

    public Task<Assignment?> ClaimAsync(string owner, SlotOffer offer, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(owner);
        return _writes.WriteAsync(
            Durability.Process,
            write => AttemptWrites.Claim(write, owner, offer, _configurations),
            ct
        );
    }

    public Task<ImmutableArray<AttemptRef>> BeatAsync(ImmutableArray<AttemptRef> attempts, CancellationToken ct) =>
        _writes.WriteAsync(Durability.Process, write => LeaseWrites.Beat(write, attempts), ct);

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
        return _writes.WriteAsync(
            Durability.Process,
            write => AttemptWrites.Record(write, attempt, report, checkpoint),
            ct
        );
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

        return _writes.WriteAsync(Durability.Process, write => AttemptWrites.Settle(write, attempt, settlement), ct);
    }

    public Task<ImmutableArray<CandidateId>> ExpireAsync(CancellationToken ct) =>
        _writes.WriteAsync(Durability.Process, LeaseWrites.Expire, ct);

    public Task<ImmutableArray<CandidateId>> MendAsync(
        string experiment,
        ImmutableArray<Candidate> known,
        CancellationToken ct
    ) => _writes.WriteAsync(Durability.PowerLoss, write => MendWrites.Mend(write, experiment, known), ct);

    public Task<ImmutableArray<EpochReport>> EpochsAsync(CandidateId candidate, CancellationToken ct) =>
        _reads.ReadAsync(
            session =>
                session.All(
                    SharedStatements.Epochs,
                    EpochRow.Read,
                    ct,
                    ("@experiment", candidate.Experiment),
                    ("@candidate", candidate.Number)
                ),
            ct
        );

    /// <inheritdoc/>
    public Task<ImmutableArray<double>> AccuraciesAsync(CandidateId candidate, int epoch, CancellationToken ct) =>
        _reads.ReadAsync(
            session =>
                session.All(
                    SharedStatements.Accuracies,
                    row => row.GetDouble(0),
                    ct,
                    ("@experiment", candidate.Experiment),
                    ("@candidate", candidate.Number),
                    ("@epoch", epoch)
                ),
            ct
        );

    /// <inheritdoc/>
    public Task<ImmutableArray<Rival>> RivalsAsync(CandidateId candidate, int epoch, CancellationToken ct) =>
        _reads.ReadAsync(
            session =>
                session.All(
                    SharedStatements.Rivals,
                    row => RivalRow.Read(row, _configurations),
                    ct,
                    ("@experiment", candidate.Experiment),
                    ("@candidate", candidate.Number),
                    ("@epoch", epoch)
                ),
            ct
        );

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The limit is negative.</exception>
    public Task<ImmutableArray<ExperimentEvent>> EventsAsync(
        string experiment,
        long after,
        int limit,
        CancellationToken ct
    )
    {
        // A negative limit would mean none to SQLite.
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return _reads.ReadAsync(
            session =>
                session.All(
                    SharedStatements.EventsAfter,
                    EventRow.Read,
                    ct,
                    ("@experiment", experiment),
                    ("@after", after),
                    ("@limit", limit)
                ),
            ct
        );
    }

    /// <summary>Closes the file, after the call that is using it.</summary>
    public void Dispose()
    {
        _writes.Dispose();
        _reads.Dispose();
    }

    private ImmutableArray<Candidate> Changed(
        SqliteSession session,
        string experiment,
        CandidateHistory known,
        CancellationToken ct
    )
    {
        var id = ("@experiment", (object?)experiment);
        var open = session.All(
            SqliteStatements.ChangedCandidates,
            Read,
            ct,
            id,
            ("@open", OpenCandidates.Json(known.Open))
        );
        return [.. open, .. session.All(SqliteStatements.CandidatesAfter, Read, ct, id, ("@known", known.Length))];
    }

    private Candidate Read(DbDataReader row) => CandidateRow.Read(row, _configurations);
}
