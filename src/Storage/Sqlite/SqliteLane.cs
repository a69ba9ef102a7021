using System.Diagnostics;
using Microsoft.Data.Sqlite;
using NasCluster.Storage.Rows;

namespace NasCluster.Storage.Sqlite;

/// <summary>One connection, opened when it is first used, that callers use in turn.</summary>
/// <remarks>
/// SQLite has no asynchronous calls. They run on the caller's thread because they take well under a millisecond; only the
/// waits (for the turn, for another process's write lock) are asynchronous and can be cancelled.
/// </remarks>
internal sealed class SqliteLane(Func<SqliteSession> open, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(5);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private SqliteSession? _session;
    private Durability? _durability;
    private bool _disposed;

    public async Task<T> ReadAsync<T>(Func<SqliteSession, T> work, CancellationToken ct)
    {
        await _turn.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            return work(Session());
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Runs the work in a transaction: all of it is kept, or nothing where it throws or is cancelled.</summary>
    /// <exception cref="SqliteException">Among others: another process held the write lock for half a minute.</exception>
    public async Task<T> WriteAsync<T>(Durability durability, Func<SqliteWrite, T> work, CancellationToken ct)
    {
        await _turn.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            var session = Session();
            Use(durability, session);
            await BeginAsync(session, ct).ConfigureAwait(false);
            return Complete(session, work, ct);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _turn.Wait();
        _disposed = true;
        _session?.Dispose();
        _session = null;
        _turn.Release();
    }

    private SqliteSession Session()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _session ??= open();
    }

    private void Use(Durability durability, SqliteSession session)
    {
        if (durability != _durability)
        {
            session.Execute($"pragma synchronous = {(durability == Durability.PowerLoss ? "full" : "normal")}");
            _durability = durability;
        }
    }

    private static async Task BeginAsync(SqliteSession session, CancellationToken ct)
    {
        // The wait for another process is real time, whatever clock the store was given.
        var waited = Stopwatch.StartNew();
        while (!session.TryBegin())
        {
            if (waited.Elapsed > LockPatience)
            {
                throw new SqliteException(
                    "The database was locked by another process for too long.",
                    SQLitePCL.raw.SQLITE_BUSY
                );
            }

            await Task.Delay(LockPause, ct).ConfigureAwait(false);
        }
    }

    private T Complete<T>(SqliteSession session, Func<SqliteWrite, T> work, CancellationToken ct)
    {
        try
        {
            var result = work(new(session, StoredTime.Of(clock.GetUtcNow()), ct));
            ct.ThrowIfCancellationRequested();
            session.Commit();
            return result;
        }
        catch
        {
            session.Rollback();
            throw;
        }
    }
}
