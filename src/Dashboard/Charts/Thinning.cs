using NasCluster.Domain.Experiments;

namespace NasCluster.Dashboard.Charts;

/// <summary>Keeps charts small however many candidates there are.</summary>
internal static class Thinning
{
    /// <summary>Most points of a chart that are sent to a browser.</summary>
    public const int MostPoints = 2000;

    /// <summary>All of them, or those that matter and an evenly spread part of the others, in their order.</summary>
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
        var kept = Enumerable
            .Range(0, room)
            .Select(i => others[(int)((long)i * others.Count / room)].Number)
            .ToHashSet();
        return
        [
            .. candidates
                .Where(candidate => matters.Contains(candidate.Number) || kept.Contains(candidate.Number))
                .Take(most),
        ];
    }
}
