using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;

namespace NasCluster.Domain.Ranking;

/// <summary>The order of finished candidates. Ties go to the cheaper one, then to the earlier one.</summary>
public static class Leaderboard
{
    /// <summary>Completed candidates, best first; their rewards are filled in.</summary>
    public static ImmutableArray<Candidate> Order(IEnumerable<Candidate> candidates, RankingSpec ranking)
    {
        if (ranking.By == RankBy.Pareto)
        {
            return [.. ParetoFront.Layers(candidates, ranking).Select(candidate => WithReward(candidate, ranking))];
        }

        return
        [
            .. candidates
                .Where(candidate => candidate is { State: CandidateState.Completed, Metrics: not null })
                .Select(candidate => WithReward(candidate, ranking))
                .OrderByDescending(candidate => Score(candidate, ranking.By))
                .ThenBy(candidate => candidate.Metrics!.Macs)
                .ThenBy(candidate => candidate.Id.Number),
        ];
    }

    /// <summary>The best of the candidates that were trained longest; null where none completed.</summary>
    public static Candidate? Winner(IReadOnlyCollection<Candidate> candidates, RankingSpec ranking)
    {
        var ordered = Order(candidates, ranking);
        var longest = ordered.IsEmpty ? 0 : ordered.Max(candidate => candidate.Epochs);
        return ordered.FirstOrDefault(candidate => candidate.Epochs == longest);
    }

    public static Candidate WithReward(Candidate candidate, RankingSpec ranking) =>
        candidate.Metrics is { } metrics
            ? candidate with
            {
                Metrics = metrics with { Reward = Reward.Of(metrics, ranking) },
            }
            : candidate;

    private static double Score(Candidate candidate, RankBy by) =>
        by == RankBy.Accuracy ? candidate.Metrics!.Accuracy : candidate.Metrics!.Reward!.Value;
}
