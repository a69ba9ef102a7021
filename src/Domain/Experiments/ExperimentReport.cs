using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Ranking;

namespace NasCluster.Domain.Experiments;

/// <summary>Everything that is answered about an experiment, computed from its candidates.</summary>
public sealed class ExperimentReport
{
    private readonly Experiment _experiment;
    private readonly ImmutableArray<Candidate> _candidates;
    private readonly Dictionary<int, int> _byReward;
    private readonly Dictionary<int, int> _byAccuracy;

    public ExperimentReport(Experiment experiment, ImmutableArray<Candidate> candidates)
    {
        _experiment = experiment;
        _candidates = candidates;
        _byReward = Ranks(Ranking.By is RankBy.Accuracy or RankBy.Pareto ? RankBy.Reward : Ranking.By);
        _byAccuracy = Ranks(RankBy.Accuracy);
    }

    private RankingSpec Ranking => _experiment.Spec.Ranking;

    /// <summary>All candidates in order of their numbers.</summary>
    public ImmutableArray<CandidateView> Candidates => [.. _candidates.Select(View)];

    public ImmutableArray<CandidateView> Pareto => [.. ParetoFront.Of(_candidates, Ranking).Select(View)];

    /// <summary>Devices that ready candidates need, by name.</summary>
    public ImmutableArray<string> NeededDevices =>
        [
            .. _candidates
                .Where(candidate => candidate is { State: CandidateState.Ready, Device: not null })
                .Select(candidate => candidate.Device!)
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

    public ExperimentResult Result(DateTimeOffset now) =>
        new()
        {
            Experiment = _experiment.Id,
            State = _experiment.State,
            Reason = _experiment.Reason,
            Strategy = _experiment.Spec.Strategy.Name,
            Seed = _experiment.Spec.Seed,
            Dataset = _experiment.Dataset,
            WallSeconds = Math.Round(((_experiment.FinishedAt ?? now) - _experiment.CreatedAt).TotalSeconds, 3),
            Budget = _experiment.Spec.Budget.Candidates + (_experiment.Spec.Final?.Top ?? 0),
            Counts = ExperimentCounts.Of(_candidates),
            Predictor = Rounds(),
            Winner = Leaderboard.Winner(_candidates, Ranking) is { } winner ? View(winner) : null,
            Objectives = ParetoFront.ObjectivesOf(Ranking),
            Pareto = Pareto,
        };

    public CandidateView View(Candidate candidate) =>
        new()
        {
            Id = candidate.Id,
            Number = candidate.Id.Number,
            State = candidate.State,
            Stage = candidate.Stage,
            Epochs = candidate.Epochs,
            Attempts = candidate.Attempts,
            Device = candidate.Device,
            Failure = candidate.Failure,
            Architecture = candidate.Configuration.Architecture,
            Recipe = candidate.Configuration.Recipe,
            Metrics = Leaderboard.WithReward(candidate, Ranking).Metrics,
            PredictedAccuracy = candidate.PredictedAccuracy,
            Parent = candidate.Parent,
            RankByReward = Rank(_byReward, candidate),
            RankByAccuracy = Rank(_byAccuracy, candidate),
        };

    private static int? Rank(Dictionary<int, int> ranks, Candidate candidate) =>
        ranks.TryGetValue(candidate.Id.Number, out var rank) ? rank : null;

    private Dictionary<int, int> Ranks(RankBy by) =>
        Leaderboard
            .Order(_candidates, Ranking with { By = by })
            .Select((candidate, index) => (candidate.Id.Number, Rank: index + 1))
            .ToDictionary(row => row.Number, row => row.Rank);

    private ImmutableArray<PredictorRound> Rounds() =>
        [
            .. _candidates
                .Where(candidate => candidate is { PredictedAccuracy: not null, State: CandidateState.Completed })
                .GroupBy(candidate => candidate.Stage)
                .Select(batch => new PredictorRound(
                    batch.Key,
                    batch.Count(),
                    RankCorrelation.Spearman(
                        [.. batch.Select(candidate => candidate.PredictedAccuracy!.Value)],
                        [.. batch.Select(candidate => candidate.Metrics!.Accuracy)]
                    )
                )),
        ];
}
