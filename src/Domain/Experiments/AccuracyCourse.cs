using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Supernets;

namespace NasCluster.Domain.Experiments;

/// <summary>How the best accuracy grew in the order of proposal.</summary>
public static class AccuracyCourse
{
    /// <summary>Most values of a course.</summary>
    public const int Points = 40;

    /// <summary>The best accuracy so far at evenly spread candidates that have one; a supernet's is of no network.</summary>
    public static ImmutableArray<double> Of(IEnumerable<Candidate> candidates)
    {
        var best = double.NegativeInfinity;
        var course = new List<double>();
        foreach (var candidate in candidates)
        {
            if (candidate is { Metrics: { } metrics, IsSupernet: false })
            {
                best = Math.Max(best, metrics.Accuracy);
                course.Add(best);
            }
        }

        return course.Count <= Points
            ? [.. course]
            : [.. Enumerable.Range(0, Points).Select(i => course[(int)((long)i * (course.Count - 1) / (Points - 1))])];
    }
}
