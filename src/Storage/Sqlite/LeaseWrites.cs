using System.Collections.Immutable;
using System.Data.Common;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Scheduling;
using NasCluster.Storage.Events;
using NasCluster.Storage.Rows;

namespace NasCluster.Storage.Sqlite;

/// <summary>Leases are extended while their owners are heard of, and run out when they are not.</summary>
internal static class LeaseWrites
{
    public static ImmutableArray<AttemptRef> Beat(SqliteWrite write, ImmutableArray<AttemptRef> attempts)
    {
        var lost = ImmutableArray.CreateBuilder<AttemptRef>();
        foreach (var attempt in attempts)
        {
            if (
                write.Session.Execute(SqliteStatements.ExtendLease, [.. Identity.Of(attempt), ("@now", write.Now)]) == 0
            )
            {
                lost.Add(attempt);
            }
        }

        return lost.ToImmutable();
    }

    public static ImmutableArray<CandidateId> Expire(SqliteWrite write)
    {
        var expired = write.Session.All(SqliteStatements.Expired, ReadLease, write.Ct, ("@now", write.Now));
        foreach (var (attempt, leaseMs) in expired)
        {
            Requeue(write, attempt, EventText.LeaseRanOut(attempt.Owner, leaseMs));
        }

        return [.. expired.Select(lease => lease.Attempt.Candidate)];
    }

    private static (AttemptRef Attempt, long LeaseMs) ReadLease(DbDataReader row)
    {
        var columns = new RowReader(row);
        var candidate = new CandidateId(columns.Text(), columns.Int());
        return (new(candidate, columns.Int(), columns.Text()), columns.Long());
    }

    private static void Requeue(SqliteWrite write, AttemptRef attempt, string message)
    {
        AttemptWrites.End(write, attempt, EndCause.Infrastructure, message);
        write.Session.Execute(SqliteStatements.RequeueCandidate, Identity.Of(attempt.Candidate));
        write.Report(
            attempt.Candidate.Experiment,
            ExperimentEventKind.Requeued,
            attempt.Candidate.Number,
            EventText.Failed(new(FailureKind.Infrastructure, message))
        );
    }
}
