using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Ranking;
using NasCluster.Domain.Search;

namespace NasCluster.Domain.Experiments;

/// <summary>Everything that is answered about an experiment, computed from its candidates when it is asked for.</summary>
public sealed class ExperimentReport
{
    private readonly Lazy<ExperimentStanding> _standing;
    private readonly Lazy<Dictionary<int, int>> _byReward;
    private readonly Lazy<Dictionary<int, int>> _byAccuracy;
    private readonly Lazy<ImmutableArray<double>> _course;
    private readonly Lazy<EpochTimes> _times;

    public ExperimentReport(Experiment experiment, CandidateHistory candidates)
        : this(experiment, candidates, new(() => ExperimentStanding.Of(candidates, experiment.Spec.Ranking))) { }

    private ExperimentReport(Experiment experiment, CandidateHistory candidates, Lazy<ExperimentStanding> standing)
    {
        (Experiment, History, _standing) = (experiment, candidates, standing);
        _byReward = new(() => Ranks(Ranking.By is RankBy.Accuracy or RankBy.Pareto ? RankBy.Reward : Ranking.By));
        _byAccuracy = new(() => Ranks(RankBy.Accuracy));
        _course = new(() => AccuracyCourse.Of(candidates));
        _times = new(() => EpochTimes.Of(candidates));
    }

    public Experiment Experiment { get; }

    /// <summary>All candidates in order of their numbers.</summary>
    public CandidateHistory History { get; }

    public ImmutableArray<CandidateView> Candidates => [.. History.Select(View)];

    public ImmutableArray<CandidateView> Pareto => [.. _standing.Value.Front.Select(View)];

    /// <summary>Numbers of the candidates on the front, most accurate first.</summary>
    public ImmutableArray<int> Front => [.. _standing.Value.Front.Select(candidate => candidate.Id.Number)];

    private RankingSpec Ranking => Experiment.Spec.Ranking;

    /// <summary>The report after a change, made from this one.</summary>
    /// <param name="experiment">As it is now.</param>
    /// <param name="changed">Candidates that are not as they were, and new ones, in order of their numbers.</param>
    public ExperimentReport With(Experiment experiment, ImmutableArray<Candidate> changed)
    {
        var all = History.With(changed);
        var before = _standing;
        return new(experiment, all, new(() => before.Value.With(all, changed, experiment.Spec.Ranking)));
    }

    /// <summary>Devices that ready candidates need, by name.</summary>
    public ImmutableArray<string> NeededDevices =>
        [
            .. History
                .Where(candidate => candidate is { State: CandidateState.Ready, Device: not null })
                .Select(candidate => candidate.Device!)
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

    public ExperimentResult Result(DateTimeOffset now) =>
        Head(now) with
        {
            Winner = _standing.Value.Winner is { } winner ? View(winner) : null,
            Pareto = Pareto,
        };

    /// <summary>Where it stands in little, with the time it has left.</summary>
    public ExperimentOverview Overview(DateTimeOffset now)
    {
        var head = Head(now) with { Winner = _standing.Value.Winner is { } winner ? Plain(winner) : null };
        return new(
            head,
            _standing.Value.Front.Length,
            _course.Value,
            _times.Value.Left(Experiment.Spec, head.State, History)
        );
    }

    /// <summary>A candidate with its ranks, which takes a look at all others.</summary>
    public CandidateView View(Candidate candidate) =>
        Plain(candidate) with
        {
            RankByReward = Rank(_byReward.Value, candidate),
            RankByAccuracy = Rank(_byAccuracy.Value, candidate),
        };

    /// <summary>A candidate without its ranks.</summary>
    public CandidateView Plain(Candidate candidate) =>
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
        };

    /// <summary>The result without winner and front.</summary>
    private ExperimentResult Head(DateTimeOffset now) =>
        new()
        {
            Experiment = Experiment.Id,
            State = Experiment.State,
            Reason = Experiment.Reason,
            Strategy = Experiment.Spec.Strategy.Name,
            Seed = Experiment.Spec.Seed,
            Dataset = Experiment.Dataset,
            WallSeconds = Math.Round(((Experiment.FinishedAt ?? now) - Experiment.CreatedAt).TotalSeconds, 3),
            Budget = Experiment.Spec.Budget.Candidates + (Experiment.Spec.Final?.Top ?? 0),
            Counts = ExperimentCounts.Of(History),
            Predictor = _standing.Value.Rounds,
            StopEpoch = RankStop.Choose(Experiment.Spec, History),
            Objectives = ParetoFront.ObjectivesOf(Ranking),
            Pareto = [],
        };

    private static int? Rank(Dictionary<int, int> ranks, Candidate candidate) =>
        ranks.TryGetValue(candidate.Id.Number, out var rank) ? rank : null;

    private Dictionary<int, int> Ranks(RankBy by) =>
        Leaderboard
            .Order(History, Ranking with { By = by })
            .Select((candidate, index) => (candidate.Id.Number, Rank: index + 1))
            .ToDictionary(row => row.Number, row => row.Rank);
}
