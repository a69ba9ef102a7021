using System.Collections.Immutable;
using NasCluster.Domain.Candidates;

namespace NasCluster.Domain.Ranking;

/// <summary>
/// The completed candidates that no other one beats: more accurate, or faster, or cheaper in MACs or parameters than any
/// that is at least as good in the other three.
/// </summary>
public static class ParetoFront
{
    /// <summary>The front, most accurate first.</summary>
    public static ImmutableArray<Candidate> Of(IEnumerable<Candidate> candidates)
    {
        var completed = candidates
            .Where(candidate => candidate is { State: CandidateState.Completed, Metrics: not null })
            .OrderByDescending(candidate => candidate.Metrics!.Accuracy)
            .ThenBy(candidate => candidate.Metrics!.Macs)
            .ThenBy(candidate => candidate.Id.Number)
            .ToList();
        var front = ImmutableArray.CreateBuilder<Candidate>();
        foreach (var candidate in completed)
        {
            if (!completed.Exists(other => Dominates(other.Metrics!, candidate.Metrics!)))
            {
                front.Add(candidate);
            }
        }

        return front.ToImmutable();
    }

    /// <summary>At least as good everywhere and better somewhere.</summary>
    public static bool Dominates(CandidateMetrics first, CandidateMetrics second)
    {
        var (left, right) = (Costs(first), Costs(second));
        return left.Zip(right).All(pair => pair.First <= pair.Second)
            && left.Zip(right).Any(pair => pair.First < pair.Second);
    }

    private static double[] Costs(CandidateMetrics metrics) =>
        [-metrics.Accuracy, metrics.LatencyMs, metrics.Macs, metrics.Params];
}
