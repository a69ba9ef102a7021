using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Ranking;

namespace NasCluster.Domain.Experiments;

/// <summary>
/// What is best of the candidates and how well it was predicted. A final candidate never changes, so a later standing is
/// made from an earlier one and the candidates that changed since: the cost does not grow with those that are done.
/// </summary>
/// <param name="Winner">The best of those trained longest; null where none completed.</param>
/// <param name="Front">The Pareto front, most accurate first.</param>
/// <param name="Rounds">The predictor's batches, in order of their first completed candidates.</param>
public sealed record ExperimentStanding(
    Candidate? Winner,
    ImmutableArray<Candidate> Front,
    ImmutableArray<PredictorRound> Rounds
)
{
    private static readonly ExperimentStanding None = new(Winner: null, [], []);

    public static ExperimentStanding Of(CandidateHistory candidates, RankingSpec ranking) =>
        None.With(candidates, candidates, ranking);

    /// <param name="all">All candidates as they are now.</param>
    /// <param name="changed">Those that are not as they were, and new ones.</param>
    /// <param name="ranking">How they are ordered.</param>
    public ExperimentStanding With(CandidateHistory all, IReadOnlyCollection<Candidate> changed, RankingSpec ranking)
    {
        var completed = changed.Where(candidate => candidate.State == CandidateState.Completed).ToList();
        if (completed.Count == 0)
        {
            return this;
        }

        return new(
            // Whether a point is on the second front depends on all others.
            Leaderboard.Winner(ranking.By == RankBy.Pareto ? all : WithWinner(completed), ranking),
            ParetoFront.Of(Front.Concat(completed), ranking),
            RoundsWith(all, completed)
        );
    }

    private List<Candidate> WithWinner(List<Candidate> completed) =>
        Winner is null ? completed : [Winner, .. completed];

    private ImmutableArray<PredictorRound> RoundsWith(CandidateHistory all, List<Candidate> completed)
    {
        var changed = completed
            .Where(candidate => candidate.PredictedAccuracy is not null)
            .Select(candidate => candidate.Stage)
            .ToHashSet(StringComparer.Ordinal);
        if (changed.Count == 0)
        {
            return Rounds;
        }

        var known = Rounds.ToDictionary(round => round.Stage, StringComparer.Ordinal);
        return
        [
            .. all.Where(candidate =>
                    candidate is { PredictedAccuracy: not null, State: CandidateState.Completed, Metrics: not null }
                )
                .GroupBy(candidate => candidate.Stage, StringComparer.Ordinal)
                .Select(batch => changed.Contains(batch.Key) ? Round(batch) : known[batch.Key]),
        ];
    }

    private static PredictorRound Round(IGrouping<string, Candidate> batch) =>
        new(
            batch.Key,
            batch.Count(),
            RankCorrelation.Spearman(
                [.. batch.Select(candidate => candidate.PredictedAccuracy!.Value)],
                [.. batch.Select(candidate => candidate.Metrics!.Accuracy)]
            )
        );
}
