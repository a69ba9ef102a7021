using NasCluster.Domain.Candidates;
using NasCluster.Domain.Scheduling;

namespace NasCluster.Storage.Sqlite;

/// <summary>The parameters that name a candidate or an attempt, and its owner, in every statement.</summary>
internal static class Identity
{
    public static (string Name, object? Value)[] Of(CandidateId candidate) =>
        [("@experiment", candidate.Experiment), ("@candidate", candidate.Number)];

    public static (string Name, object? Value)[] Of(AttemptRef attempt) =>
        [.. Of(attempt.Candidate), ("@attempt", attempt.Number), ("@owner", attempt.Owner)];
}
