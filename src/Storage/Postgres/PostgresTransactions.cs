using NasCluster.Domain.Ports;
using Npgsql;

namespace NasCluster.Storage.Postgres;

/// <summary>Runs writes, again where the server or another writer got in the way, but never twice.</summary>
/// <param name="source">Where connections come from.</param>
/// <param name="clock">The time of what is written; null for the database's own clock.</param>
internal sealed class PostgresTransactions(PostgresSource source, TimeProvider? clock)
{
    private static readonly TimeSpan OutcomePause = TimeSpan.FromMilliseconds(50);
    private const int OutcomeQuestions = 40;

    /// <summary>Runs the work in a transaction: all of it is kept, or nothing where it throws or is cancelled.</summary>
    /// <exception cref="StoreAwayException">The server is away.</exception>
    public async Task<T> RunAsync<T>(
        CommitWait wait,
        Func<PostgresWrite, Task<T>> work,
        CancellationToken ct,
        TimeSpan? patience = null
    )
    {
        (string Id, T Result)? unknown = null;
        return await source.PatientlyAsync(TryAsync, ct, patience).ConfigureAwait(false);

        async Task<T> TryAsync()
        {
            await using var connection = await source.OpenAsync(ct).ConfigureAwait(false);
            if (unknown is { } earlier && await WasCommittedAsync(connection, earlier.Id, ct).ConfigureAwait(false))
            {
                // It is not known whether the commit was on disk when the connection broke.
                await new PostgresBatch(connection).Run(PostgresStatements.Flush).SendAsync(ct).ConfigureAwait(false);
                return earlier.Result;
            }

            unknown = null;
            var write = new PostgresWrite(connection, clock, wait, ct);
            var result = await work(write).ConfigureAwait(false);
            ct.ThrowIfCancellationRequested();
            unknown = write.Id is { } id ? (id, result) : null;
            await write.CommitAsync().ConfigureAwait(false);
            return result;
        }
    }

    /// <summary>
    /// Where the connection broke during a commit only the server knows how it ended, and while it has not yet noticed
    /// the break, not even the server.
    /// </summary>
    private static async Task<bool> WasCommittedAsync(NpgsqlConnection connection, string id, CancellationToken ct)
    {
        for (var question = 0; question < OutcomeQuestions; question++)
        {
            string? status = null;
            await new PostgresBatch(connection)
                .Read(
                    PostgresStatements.Outcome,
                    row => status = row.IsDBNull(0) ? null : row.GetString(0),
                    ("@id", id)
                )
                .SendAsync(ct)
                .ConfigureAwait(false);
            if (status != "in progress")
            {
                return status == "committed";
            }

            await Task.Delay(OutcomePause, ct).ConfigureAwait(false);
        }

        throw new StoreAwayException(
            "The connection broke during a commit, and the server does not know yet how it ended."
        );
    }
}
