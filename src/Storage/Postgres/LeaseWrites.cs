using System.Collections.Immutable;
using System.Data.Common;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Scheduling;
using NasCluster.Storage.Events;
using NasCluster.Storage.Rows;

namespace NasCluster.Storage.Postgres;

/// <summary>Leases are extended while their owners are heard of, and run out when they are not.</summary>
internal static class LeaseWrites
{
    public static async Task<ImmutableArray<AttemptRef>> BeatAsync(
        PostgresWrite write,
        ImmutableArray<AttemptRef> attempts
    )
    {
        var keys = AttemptKeys.Of(attempts);
        await write.OpenAsync(write.Begin().Lock(PostgresStatements.LockAttempts, keys)).ConfigureAwait(false);
        var held = new HashSet<AttemptRef>();
        await write
            .Batch()
            .Read(
                PostgresStatements.ExtendLeases,
                row => held.Add(ReadAttempt(new RowReader(row))),
                [.. keys, ("@owners", attempts.Select(attempt => attempt.Owner).ToArray()), ("@now", write.Now)]
            )
            .SendAsync(write.Ct)
            .ConfigureAwait(false);
        return attempts.RemoveAll(held.Contains);
    }

    /// <param name="write">The transaction.</param>
    /// <param name="sight">Since when, in milliseconds, this process sees the database; null where it just does again.</param>
    public static async Task<ImmutableArray<CandidateId>> ExpireAsync(PostgresWrite write, long? sight)
    {
        await write.OpenAsync(write.Begin()).ConfigureAwait(false);
        var expired = new List<(AttemptRef Attempt, long LeaseMs)>();
        await write
            .Batch()
            .Read(
                PostgresStatements.Expired,
                row => expired.Add(ReadLease(row)),
                ("@now", write.Now),
                ("@sight", sight ?? write.Now)
            )
            .SendAsync(write.Ct)
            .ConfigureAwait(false);
        if (expired.Count > 0)
        {
            Requeue(write, [.. expired.Select(lease => lease.Attempt)], [.. expired.Select(Message)]);
        }

        return [.. expired.Select(lease => lease.Attempt.Candidate)];
    }

    private static void Requeue(PostgresWrite write, ImmutableArray<AttemptRef> attempts, string[] messages)
    {
        var keys = AttemptKeys.Of(attempts);
        var causes = Array.ConvertAll(messages, _ => EndCause.Infrastructure);
        write
            .Staged.Run(
                PostgresStatements.EndAttempts,
                [
                    .. keys,
                    ("@now", write.Now),
                    ("@causes", causes),
                    ("@messages", messages),
                    ("@epochs", new int?[messages.Length]),
                ]
            )
            .Run(PostgresStatements.RequeueCandidates, AttemptKeys.OfCandidates(attempts));
        foreach (var (attempt, message) in attempts.Zip(messages))
        {
            write.Report(
                attempt.Candidate.Experiment,
                ExperimentEventKind.Requeued,
                attempt.Candidate.Number,
                EventText.Failed(new(FailureKind.Infrastructure, message))
            );
        }
    }

    private static string Message((AttemptRef Attempt, long LeaseMs) lease) =>
        EventText.LeaseRanOut(lease.Attempt.Owner, lease.LeaseMs);

    private static (AttemptRef Attempt, long LeaseMs) ReadLease(DbDataReader row)
    {
        var columns = new RowReader(row);
        return (ReadAttempt(columns), columns.Long());
    }

    private static AttemptRef ReadAttempt(RowReader columns)
    {
        var candidate = new CandidateId(columns.Text(), columns.Int());
        return new(candidate, columns.Int(), columns.Text());
    }
}
