using System.Collections.Immutable;
using System.Data.Common;
using NasCluster.Storage.Rows;

namespace NasCluster.Storage.Postgres;

/// <summary>The writes of one transaction, at most one of each candidate: first all locks, then all that was accepted.</summary>
internal sealed class TrainingGroup(
    IReadOnlyCollection<QueuedWrite> writes,
    ConfigurationCache configurations,
    LastEpochs lastEpochs
)
{
    private readonly ImmutableArray<FencedWrite> _fenced = [.. writes.OfType<FencedWrite>()];
    private readonly ImmutableArray<ClaimWrite> _claims = [.. writes.OfType<ClaimWrite>()];

    private List<RecordWrite> _last = [];

    /// <summary>To be called when the group is committed.</summary>
    public void NoteLastEpochs()
    {
        _last.ForEach(lastEpochs.Keep);
        foreach (var settle in _fenced.OfType<SettleWrite>())
        {
            lastEpochs.Forget(settle.Attempt);
        }
    }

    public async Task<bool> WriteAsync(PostgresWrite write)
    {
        var begun = write.Begin();
        var current = ReadCurrent(begun);
        var ready = _claims
            .GroupBy(claim => claim.Offer.Key)
            .Select(group => new ReadyCandidates(configurations, [.. group]))
            .ToList();
        ready.ForEach(group => group.Read(begun, _claims.Length));
        await write.OpenAsync(begun).ConfigureAwait(false);
        foreach (var group in ready)
        {
            await group.FillAsync(write, _claims.Length).ConfigureAwait(false);
        }

        var records = Accept<RecordWrite>(current);
        var settles = Accept<SettleWrite>(current);
        if (settles.IsEmpty && records.All(record => IsLast(record.Write, record.Standing)))
        {
            write.DoNotFlush();
        }

        _last = [.. records.Where(record => IsLast(record.Write, record.Standing)).Select(record => record.Write)];
        var last = settles.SelectMany(settle => Lost(settle.Write, settle.Standing)).ToImmutableArray();
        RecordBatch.Stage(write, records, last);
        SettleBatch.Stage(write, [.. settles.Select(accepted => accepted.Write)], last);
        ClaimBatch.Stage(write, ready);
        return true;
    }

    /// <summary>Locks the candidates of the fenced writes, and finds those whose attempt is current.</summary>
    private Dictionary<FencedWrite, EpochStanding> ReadCurrent(PostgresBatch batch)
    {
        var current = new Dictionary<FencedWrite, EpochStanding>();
        if (_fenced.IsEmpty)
        {
            return current;
        }

        var attempts = _fenced.Select(fenced => fenced.Attempt).ToList();
        var keys = AttemptKeys.Of(attempts);
        batch.Lock(PostgresStatements.LockCandidatesAndAttempts, keys);
        batch.Read(
            PostgresStatements.Current,
            row => current.Add(_fenced[(int)row.GetInt64(0) - 1], ReadStanding(row)),
            [
                .. keys,
                ("@owners", attempts.Select(attempt => attempt.Owner).ToArray()),
                ("@epochs", _fenced.Select(EpochOf).ToArray()),
            ]
        );
        return current;
    }

    private ImmutableArray<(TWrite Write, EpochStanding Standing)> Accept<TWrite>(
        Dictionary<FencedWrite, EpochStanding> current
    )
        where TWrite : FencedWrite
    {
        var accepted = ImmutableArray.CreateBuilder<(TWrite, EpochStanding)>();
        foreach (var write in _fenced.OfType<TWrite>())
        {
            write.Answer = current.TryGetValue(write, out var standing);
            if (standing is not null)
            {
                accepted.Add((write, standing));
            }
        }

        return accepted.ToImmutable();
    }

    /// <summary>0, which no epoch has, where no epoch is reported.</summary>
    private int EpochOf(FencedWrite write) => (write as RecordWrite ?? BroughtAlong(write))?.Report.Epoch ?? 0;

    private static bool IsLast(RecordWrite record, EpochStanding standing) =>
        record.Report.Epoch == standing.EpochsOfCandidate;

    /// <summary>The last epoch that comes with a result, or that a crash of the server may have taken back.</summary>
    private RecordWrite? BroughtAlong(FencedWrite write) =>
        write is SettleWrite { Settlement.Last: { } last }
            ? new(write.Attempt, last.Report, last.Checkpoint, CancellationToken.None)
            : lastEpochs.Of(write.Attempt);

    private IEnumerable<(RecordWrite Write, EpochStanding Standing)> Lost(SettleWrite settle, EpochStanding standing) =>
        !standing.IsRecorded && BroughtAlong(settle) is { } record ? [(record, standing)] : [];

    private static EpochStanding ReadStanding(DbDataReader row) =>
        new(EpochsOfCandidate: row.GetInt32(1), IsRecorded: row.GetBoolean(2));
}
