using System.Collections.Immutable;
using NasCluster.Domain.Experiments;

namespace NasCluster.Dashboard.Live;

/// <summary>How the best accuracy grew in the order of proposal.</summary>
internal static class BestSoFar
{
    public const int SparkPoints = 40;

    /// <summary>The candidates that were better than all with smaller numbers.</summary>
    public static IEnumerable<CandidateView> Improvements(IEnumerable<CandidateView> candidates)
    {
        var best = double.NegativeInfinity;
        foreach (var candidate in candidates)
        {
            if (candidate.Metrics is { } metrics && metrics.Accuracy > best)
            {
                best = metrics.Accuracy;
                yield return candidate;
            }
        }
    }

    /// <summary>The best accuracy at evenly spread candidates, at most <see cref="SparkPoints"/>.</summary>
    public static ImmutableArray<double> Spark(IReadOnlyList<CandidateView> candidates)
    {
        var best = double.NegativeInfinity;
        var course = new List<double>();
        foreach (var candidate in candidates.Where(candidate => candidate.Metrics is not null))
        {
            best = Math.Max(best, candidate.Metrics!.Accuracy);
            course.Add(best);
        }

        return course.Count <= SparkPoints
            ? [.. course]
            : [.. Enumerable.Range(0, SparkPoints).Select(i => course[i * (course.Count - 1) / (SparkPoints - 1)])];
    }
}
