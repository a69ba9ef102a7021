using NasCluster.Domain.Experiments;

namespace NasCluster.Dashboard.Charts;

/// <summary>Keeps charts small however many candidates there are.</summary>
internal static class Thinning
{
    /// <summary>Most points of a chart that are sent to a browser.</summary>
    public const int MostPoints = 2000;

    /// <summary>With more points than that a browser draws them as one shape.</summary>
    public const int ManyPoints = 500;

    /// <summary>
    /// All of them, or those that matter and every second, fourth, eighth … of the others by number, in their order. While
    /// there are more and more candidates the same ones stay, so that a chart that is shown gets few new points.
    /// </summary>
    /// <param name="candidates">In order.</param>
    /// <param name="matters">Numbers of those that stay: the front, the improvements.</param>
    /// <param name="most">Most points.</param>
    public static IReadOnlyList<CandidateView> Of(
        IReadOnlyList<CandidateView> candidates,
        IReadOnlySet<int> matters,
        int most = MostPoints
    )
    {
        if (candidates.Count <= most)
        {
            return candidates;
        }

        var others = candidates.Where(candidate => !matters.Contains(candidate.Number)).ToList();
        var room = Math.Max(0, most - (candidates.Count - others.Count));
        var every = 1;
        while (others.Count(candidate => candidate.Number % every == 0) > room)
        {
            every *= 2;
        }

        return
        [
            .. candidates
                .Where(candidate => matters.Contains(candidate.Number) || candidate.Number % every == 0)
                .Take(most),
        ];
    }
}
