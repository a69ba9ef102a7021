using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Search;

namespace NasCluster.Dashboard.Candidates;

/// <summary>Places among all completed candidates, from 1; ties go to the cheaper one, then to the earlier one.</summary>
internal sealed class CandidateRanks(IReadOnlyCollection<CandidateView> candidates)
{
    private readonly Lazy<Dictionary<int, int>> _byAccuracy = new(() =>
        Places(Order(candidates, metrics => metrics.Accuracy))
    );

    private readonly Lazy<Dictionary<int, int>> _byReward = new(() =>
        Places(Order(candidates, metrics => metrics.Reward ?? double.NegativeInfinity))
    );

    /// <summary>The most accurate ones, best first.</summary>
    public IReadOnlyList<CandidateView> Best(int count) =>
        [.. Order(candidates, metrics => metrics.Accuracy).Take(count)];

    /// <summary>A candidate with its ranks.</summary>
    public CandidateView Ranked(CandidateView candidate) =>
        candidate with
        {
            RankByAccuracy = Place(_byAccuracy.Value, candidate),
            RankByReward = Place(_byReward.Value, candidate),
        };

    private static int? Place(Dictionary<int, int> places, CandidateView candidate) =>
        places.TryGetValue(candidate.Number, out var place) ? place : null;

    private static Dictionary<int, int> Places(IEnumerable<CandidateView> ordered) =>
        ordered.Select((candidate, i) => (candidate.Number, i)).ToDictionary(pair => pair.Number, pair => pair.i + 1);

    private static IOrderedEnumerable<CandidateView> Order(
        IEnumerable<CandidateView> candidates,
        Func<CandidateMetrics, double> score
    ) =>
        candidates
            .Where(candidate => candidate is { State: CandidateState.Completed, Metrics: not null })
            .Where(candidate => candidate.Stage != SearchStages.Supernet)
            .OrderByDescending(candidate => score(candidate.Metrics!))
            .ThenBy(candidate => candidate.Metrics!.Macs)
            .ThenBy(candidate => candidate.Number);
}
