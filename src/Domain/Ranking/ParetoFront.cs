using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Search;
using NasCluster.Domain.Supernets;

namespace NasCluster.Domain.Ranking;

/// <summary>
/// The completed candidates that no other one beats: better in an objective than any that is at least as good in all
/// others. Without objectives of its own an experiment wants accuracy, and little latency, MACs and parameters.
/// </summary>
public static class ParetoFront
{
    private static readonly ImmutableArray<ObjectiveSpec> Usual =
    [
        new(Metric.Accuracy, Maximize: true),
        new(Metric.LatencyMs, Maximize: false),
        new(Metric.Macs, Maximize: false),
        new(Metric.Params, Maximize: false),
    ];

    /// <summary>The objectives given, or the usual ones.</summary>
    public static ImmutableArray<ObjectiveSpec> ObjectivesOf(RankingSpec ranking) =>
        ranking.Objectives.IsEmpty ? Usual : ranking.Objectives;

    /// <summary>Whether a whole front is wanted, and not the best by one number.</summary>
    public static bool IsWanted(RankingSpec ranking) => ranking.By == RankBy.Pareto || ranking.Objectives.Length > 1;

    /// <summary>The front, most accurate first.</summary>
    public static ImmutableArray<Candidate> Of(IEnumerable<Candidate> candidates, RankingSpec? ranking = null)
    {
        var completed = Completed(candidates);
        var on = Dominance.Front([.. completed.Select(candidate => Costs(candidate, ranking))]);
        return [.. completed.Where((_, i) => on[i])];
    }

    /// <summary>The front of those that keep limits, most accurate first.</summary>
    /// <param name="candidates">Candidates of an experiment.</param>
    /// <param name="objectives">What it is a front of.</param>
    /// <param name="limits">A candidate without a metric that is limited does not keep the limit.</param>
    public static ImmutableArray<CandidateView> Of(
        IEnumerable<CandidateView> candidates,
        ImmutableArray<ObjectiveSpec> objectives,
        ImmutableArray<LimitSpec> limits
    )
    {
        var kept = candidates
            .Where(candidate => candidate is { State: CandidateState.Completed, Metrics: not null })
            .Where(candidate => candidate.Stage != SearchStages.Supernet)
            .Where(candidate =>
                limits.All(limit => Metric.Of(candidate.Metrics!, limit.Metric) is { } value && limit.Allows(value))
            )
            .OrderByDescending(candidate => candidate.Metrics!.Accuracy)
            .ThenBy(candidate => candidate.Metrics!.Macs)
            .ThenBy(candidate => candidate.Number)
            .ToList();
        var on = Dominance.Front(kept.ConvertAll(candidate => Costs(candidate.Metrics!, objectives)));
        return [.. kept.Where((_, i) => on[i])];
    }

    /// <summary>All completed candidates, front after front: the first, then the one without it, and so on.</summary>
    public static ImmutableArray<Candidate> Layers(IEnumerable<Candidate> candidates, RankingSpec ranking)
    {
        var completed = Completed(candidates);
        var ranks = Dominance.Ranks([.. completed.Select(candidate => Costs(candidate, ranking))]);
        return
        [
            .. completed.Select((candidate, i) => (candidate, i)).OrderBy(row => ranks[row.i]).Select(r => r.candidate),
        ];
    }

    /// <summary>At least as good everywhere and better somewhere, by the usual objectives.</summary>
    public static bool Dominates(CandidateMetrics first, CandidateMetrics second) =>
        Dominance.Dominates(Costs(first, Usual), Costs(second, Usual));

    /// <summary>The objectives of a candidate, each so that less is better; infinite where it has no such metric.</summary>
    public static double[] Costs(Candidate candidate, RankingSpec? ranking) =>
        Costs(candidate.Metrics!, ranking is null ? Usual : ObjectivesOf(ranking));

    private static double[] Costs(CandidateMetrics metrics, ImmutableArray<ObjectiveSpec> objectives) =>
        [
            .. objectives.Select(objective =>
                Metric.Of(metrics, objective.Metric) is { } value
                    ? (objective.Maximize ? -value : value)
                    : double.PositiveInfinity
            ),
        ];

    private static List<Candidate> Completed(IEnumerable<Candidate> candidates) =>
        [
            .. candidates
                .Where(candidate =>
                    candidate is { State: CandidateState.Completed, Metrics: not null, IsSupernet: false }
                )
                .OrderByDescending(candidate => candidate.Metrics!.Accuracy)
                .ThenBy(candidate => candidate.Metrics!.Macs)
                .ThenBy(candidate => candidate.Id.Number),
        ];
}
