using NasCluster.Domain.Scheduling;

namespace NasCluster.Storage.Postgres;

/// <summary>The parameters that name many attempts: an array for each column of their key.</summary>
internal static class AttemptKeys
{
    public static (string Name, object? Value)[] Of(IReadOnlyCollection<AttemptRef> attempts) =>
        [.. OfCandidates(attempts), ("@attempts", attempts.Select(attempt => attempt.Number).ToArray())];

    /// <summary>Without the attempts' own numbers.</summary>
    public static (string Name, object? Value)[] OfCandidates(IReadOnlyCollection<AttemptRef> attempts) =>
        [
            ("@experiments", attempts.Select(attempt => attempt.Candidate.Experiment).ToArray()),
            ("@candidates", attempts.Select(attempt => attempt.Candidate.Number).ToArray()),
        ];
}
