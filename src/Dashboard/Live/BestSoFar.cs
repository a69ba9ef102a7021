using NasCluster.Domain.Experiments;

namespace NasCluster.Dashboard.Live;

/// <summary>How the best accuracy grew in the order of proposal.</summary>
internal static class BestSoFar
{
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
}
