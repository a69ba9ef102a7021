using NasCluster.Domain.Experiments;
using NasCluster.Storage.Rows;
using Npgsql;

namespace NasCluster.Storage.Postgres;

/// <summary>
/// One transaction in two round trips: <see cref="OpenAsync"/> begins it, takes the locks, reads what is to be decided on
/// and the time; what is staged goes out together with the commit.
/// </summary>
/// <remarks>
/// The commit itself never waits for the disk, and so holds the locks, that of the experiment's event counter among them,
/// for no longer than its statements take. Where the write has to survive a crash, a second, empty transaction goes with it that
/// waits: the log is flushed in order, so that what it contains up to there is on disk. Silos that write to one experiment thus
/// share a flush instead of waiting for each other's.
/// </remarks>
internal sealed class PostgresWrite(
    NpgsqlConnection connection,
    TimeProvider? clock,
    CommitWait wait,
    CancellationToken ct
)
{
    private const string Standing = """
        select pg_current_xact_id_if_assigned()::text, (extract(epoch from clock_timestamp()) * 1000)::bigint
        """;

    private readonly EventBatch _events = new();
    private bool _flushes = wait == CommitWait.Flushed;

    /// <summary>Milliseconds since 1970 after the locks were taken: the one time of all that is written.</summary>
    public long Now { get; private set; }

    /// <summary>The server's name for the transaction, to ask later what became of it; null where it has locked nothing.</summary>
    public string? Id { get; private set; }

    public CancellationToken Ct => ct;

    /// <summary>What is sent with the commit.</summary>
    public PostgresBatch Staged { get; } = new(connection);

    /// <summary>The first batch, which begins the transaction.</summary>
    public PostgresBatch Begin() => Batch().Run("begin").Run("set local synchronous_commit = off");

    /// <summary>Decided after the locks were taken: nothing in it has to survive a crash of the server.</summary>
    public void DoNotFlush() => _flushes = false;

    public PostgresBatch Batch() => new(connection);

    public async Task OpenAsync(PostgresBatch first)
    {
        first.Read(Standing, row => (Id, Now) = (row.IsDBNull(0) ? null : row.GetString(0), row.GetInt64(1)));
        await first.SendAsync(ct).ConfigureAwait(false);
        Now = clock is null ? Now : StoredTime.Of(clock.GetUtcNow());
    }

    /// <summary>Appends an event to the experiment's history, in the same transaction as what it reports.</summary>
    public void Report(string experiment, ExperimentEventKind kind, int? candidate, string detail) =>
        _events.Add(experiment, kind, candidate, detail);

    /// <summary>Not cancelled any more: once sent it is for the server to decide.</summary>
    public Task CommitAsync()
    {
        _events.Stage(Staged, Now);
        Staged.Run("commit");
        return (_flushes ? Staged.Run(PostgresStatements.Flush) : Staged).SendAsync(CancellationToken.None);
    }
}
