using NasCluster.Domain.Experiments;

namespace NasCluster.Cli.Figures;

/// <summary>What the figures of an experiment are drawn from.</summary>
internal static class Course
{
    /// <summary>Candidates with a result in order of their numbers; supernets are none.</summary>
    public static IReadOnlyList<CandidateView> Trained(IEnumerable<CandidateView> candidates) =>
        [.. candidates.Where(candidate => candidate.Metrics is { Supernet: null })];

    /// <summary>The candidates that were better than all before them.</summary>
    public static IReadOnlyList<CandidateView> Improvements(IEnumerable<CandidateView> trained)
    {
        var best = new List<CandidateView>();
        foreach (var candidate in trained)
        {
            if (best.Count == 0 || candidate.Metrics!.Accuracy > best[^1].Metrics!.Accuracy)
            {
                best.Add(candidate);
            }
        }

        return best;
    }

    /// <summary>Candidates that no cheaper one reaches in accuracy, cheapest first.</summary>
    public static IReadOnlyList<CandidateView> Edge(IEnumerable<CandidateView> trained, Cost cost) =>
        Improvements(
            trained
                .Where(candidate => cost.Value(candidate.Metrics!) > 0)
                .OrderBy(candidate => cost.Value(candidate.Metrics!))
                .ThenByDescending(candidate => candidate.Metrics!.Accuracy)
        );
}
