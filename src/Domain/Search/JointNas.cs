using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Prediction;
using NasCluster.Domain.Ranking;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Search;

/// <summary>
/// JointNAS (FBNetV3 §3): an initial pool spread evenly under the hard limits, coarse iterations that train the batch a
/// predictor likes best and refit it, then predictor-guided evolution for the fine stage.
/// </summary>
/// <remarks>
/// The predictor is fitted again for each candidate, or for a few where much is known, and so within a stage. One begins
/// when all but the last <c>lag</c> − 1 before it have ended, and knows nothing of those even where they have, so that
/// the same seed gives the same candidates however many slots there are, and a slot does not wait for the end of a
/// stage. Proposals are scored by predicted accuracy under the limits, as in the paper; step time and size enter where
/// finished candidates are ranked.
/// </remarks>
public sealed class JointNas : ISearchStrategy
{
    private const string Initial = "initial";
    private const string Iterations = "iterations";
    private const string Fine = "fine";
    private const string Pool = "pool";
    private const string Proxies = "proxies";
    private const string Ensemble = "ensemble";
    private const string Exploration = "exploration";
    private const string FewRows = "fewRows";
    private const int KnownForOneMore = 25;
    private const int SmallSpace = 20_000;
    private const int Shortlist = 500;
    private const int Parents = 10;
    private const int Attempts = 10_000;
    private const int DrawsNearLimit = 4;
    private const double NeighbourRate = 0.1;
    private const double NeighbourStep = 0.2;

    public string Name => "joint-nas";

    public ImmutableArray<StrategyOption> Options { get; } =
    [
        new(Initial, Default: 0, Min: 0, Max: 100_000, Whole: true),
        new(Iterations, Default: 0, Min: 0, Max: 1000, Whole: true),
        new(Fine, Default: 0, Min: 0, Max: 100_000, Whole: true),
        new(Pool, Default: 2000, Min: 10, Max: 1_000_000, Whole: true),
        new(Proxies, Default: 2000, Min: 0, Max: 100_000, Whole: true),
        new(Ensemble, Default: 5, Min: 1, Max: 50, Whole: true),
        new(Exploration, Default: 0.25, Min: 0, Max: 10, Whole: false),
        new(FewRows, Default: 500, Min: 0, Max: 2000, Whole: true),
        .. Lag.Options,
        .. PredictorEvolution.Options,
    ];

    public IEnumerable<string> Check(ParameterSet options, BudgetSpec budget)
    {
        var stages = Stages(options, budget);
        if (stages.Total != budget.Candidates)
        {
            yield return $"'initial' and 'fine' leave no candidates of the budget of {budget.Candidates} as they are given";
        }
    }

    public int FirstBatch(ExperimentSpec spec) => Stages(spec.Strategy.Options, spec.Budget).Stages[0].Count;

    public RankingSpec FinalRanking(SearchView view) =>
        view.Spec.Ranking with
        {
            By = ParetoFront.IsWanted(view.Spec.Ranking) ? RankBy.Pareto : RankBy.Accuracy,
        };

    public SearchStep Plan(SearchView view)
    {
        if (Stages(view.Spec.Strategy.Options, view.Spec.Budget).At(view.Candidates.Length) is not { } next)
        {
            return view.AllFinal ? SearchStep.Finish : SearchStep.Wait;
        }

        var lag = Lag.Of(this, view);
        var due = lag.Due(view);
        if (due <= 0)
        {
            return SearchStep.Wait;
        }

        return next.Name == SearchStages.Initial
            ? SearchStep.Propose(next.Name, next.Count, heavy: view.IsWarm)
            : SearchStep.Propose(next.Name, Math.Min(next.Count, OfOneFit(view, lag, due)), heavy: true);
    }

    public ImmutableArray<Proposal> Propose(SearchView view, SearchStep step)
    {
        view = Lag.Of(this, view).Seen(view);
        var source = view.NewSource();
        // What was known beforehand takes the place of points spread blindly, where there is as much of it.
        var isBlind = step.Stage == SearchStages.Initial && view.Spec.WarmStart.Length < step.Count;
        if (isBlind || view.Known.IsEmpty)
        {
            var spread = Spread(view, step.Stage);
            // Within a time the costliest ones would also be the fewest.
            var isNearLimit = source.HasLimits && view.Spec.Budget.Minutes is null;
            return AheadOfSlots.Take(view, step, () => isNearLimit ? NearLimit(source, Draw) : source.NextSample(Draw));

            Configuration Draw() => view.Space.At(spread.Next());
        }

        if (ParetoFront.IsWanted(view.Spec.Ranking) && !view.KnownCosts.IsEmpty)
        {
            return new ParetoBatch(view, ModelsOf(view), view.Option(this, Exploration)).Choose(
                ParetoPool.Of(view, step, (int)view.Option(this, Pool)),
                source,
                step
            );
        }

        var predictor = FitPredictor(view);
        return step.Stage == SearchStages.Fine
            ? new PredictorEvolution(view, name => view.Option(this, name), predictor).Propose(source, step)
            : Coarse(view, step, source, predictor);
    }

    /// <summary>The predictor that the candidates so far give; used for proposals and to answer questions.</summary>
    public IAccuracyPredictor FitPredictor(SearchView view) => Fit(view, Examples(view));

    /// <summary>The more is known, the less one more result changes.</summary>
    private static int OfOneFit(SearchView view, Lag lag, int due) =>
        Math.Max(lag.IsFree ? due : 1, view.Candidates.Length / KnownForOneMore);

    private IAccuracyPredictor Fit(SearchView view, List<TrainedExample> examples)
    {
        var members = (int)view.Option(this, Ensemble);
        if (examples.Count <= (int)view.Option(this, FewRows))
        {
            return NumbersOf(view, examples) is { } numbers
                ? ProxyPredictor.Fit(view.Space, examples, members, view.Spec.Seed, numbers)
                : BlendedPredictor.Fit(view.Space, examples, members, view.Spec.Seed);
        }

        var proxies = new ProxyExamples(view).Draw((int)view.Option(this, Proxies));
        return AccuracyPredictor.Fit(view.Space, proxies, examples, members, view.Spec.Seed);
    }

    /// <summary>What a predictor reads of a configuration beside its values; null for nothing.</summary>
    private static Func<Configuration, IReadOnlyList<double>>? NumbersOf(SearchView view, List<TrainedExample> examples)
    {
        Func<Configuration, IReadOnlyList<double>>? known = StaticProxies.Of(view) is { } proxies ? proxies.Of : null;
        return MeasuredProxies.Of(view, examples, known ?? (static _ => [])) is { } measured
            ? configuration => [.. known?.Invoke(configuration) ?? [], .. measured.Of(configuration)]
            : known;
    }

    /// <summary>A model of each objective.</summary>
    private ImmutableArray<ObjectiveModel> ModelsOf(SearchView view) =>
        [
            .. ParetoFront
                .ObjectivesOf(view.Spec.Ranking)
                .Select(objective => new ObjectiveModel(view, objective, wanted => Fit(view, Examples(view, wanted)))),
        ];

    private static List<TrainedExample> Examples(SearchView view, ObjectiveSpec objective) =>
        objective.Metric == Metric.Accuracy
            ? Examples(view, candidate => candidate.Metrics!.Accuracy)
            :
            [
                .. view
                    .KnownWhole.Select(candidate =>
                        (candidate, value: Metric.Of(candidate.Metrics!, objective.Metric) ?? double.NaN)
                    )
                    .Where(row => double.IsFinite(row.value))
                    .Select(row => new TrainedExample(row.candidate.Configuration, row.value)),
            ];

    private static List<TrainedExample> Examples(SearchView view) => Examples(view, view.Score);

    /// <summary>Completed candidates, and diverged or invalid ones as the worst seen: what does not work is worth knowing.</summary>
    private static List<TrainedExample> Examples(SearchView view, Func<Candidate, double> score)
    {
        var completed = view.Known;
        var worst = completed.Min(score);
        // What a filter by proxy keeps from training is worth no more than what diverges.
        var filters = view.Spec.Trainer.ProxyFilter is not null;
        var failed = view.Candidates.Where(candidate =>
            candidate.Failure?.Kind is FailureKind.Diverged or FailureKind.Invalid
            || (filters && candidate.Failure?.Kind == FailureKind.Infeasible)
        );
        return
        [
            .. completed.Select(candidate => new TrainedExample(candidate.Configuration, score(candidate))),
            .. failed.Select(candidate => new TrainedExample(candidate.Configuration, worst)),
        ];
    }

    private static LowDiscrepancySequence Spread(SearchView view, string stage) =>
        new(view.Space.Dimensions.Length, SeededRandom.Create(view.Spec.Seed, stage));

    // Who limits a cost expects more of it to help: of a few feasible points the costliest is trained first.
    private static Configuration? NearLimit(CandidateSource source, Func<Configuration> draw)
    {
        var best = default((Configuration Configuration, double Load)?);
        for (int attempt = 0, found = 0; attempt < Attempts && found < DrawsNearLimit; attempt++)
        {
            var configuration = draw();
            if (source.CanTake(configuration))
            {
                found++;
                var load = source.LoadOf(configuration) ?? 0;
                best = best is { } known && known.Load >= load ? best : (configuration, load);
            }
        }

        return best is { } chosen && source.TryTake(chosen.Configuration) ? chosen.Configuration : null;
    }

    private ImmutableArray<Proposal> Coarse(
        SearchView view,
        SearchStep step,
        CandidateSource source,
        IAccuracyPredictor predictor
    )
    {
        var explore = view.Option(this, Exploration);
        var points = PoolOf(view, step, source, predictor);
        var kinds = new PointKinds(points);
        var predictions = kinds
            .Shortlist([.. Enumerable.Range(0, points.Count)], Shortlist + step.Count)
            .ToDictionary(index => index, index => predictor.Predict(points.ConfigurationOf(index)));
        int[] ordered =
        [
            .. predictions
                .OrderByDescending(row => row.Value.Mean + explore * row.Value.Deviation)
                .ThenBy(row => row.Key)
                .Select(row => row.Key),
        ];
        return
        [
            .. kinds
                .Pick(ordered, step.Count, view.InStage(step.Stage))
                .Select(index =>
                    view.Propose(points.ConfigurationOf(index), step.Stage) with
                    {
                        PredictedAccuracy = Math.Clamp(predictions[index].Mean, 0, 1),
                    }
                ),
        ];
    }

    // All of a small space; else points spread evenly over it, and neighbours of the best ones.
    private PointSet PoolOf(SearchView view, SearchStep step, CandidateSource source, IAccuracyPredictor predictor)
    {
        var points = new PointSet(SpaceCodes.Of(view.Space), predictor, source);
        if (SpacePoints.IsSmall(view.Space, SmallSpace))
        {
            SpacePoints.Walk(points.Codes, row => points.Add(row));
            points.Score();
            return points;
        }

        var size = (int)view.Option(this, Pool);
        var spread = Spread(view, step.Stage);
        var random = SeededRandom.Create(view.Spec.Seed, step.Stage, view.Candidates.Length);
        var parents = view
            .Known.OrderByDescending(view.Score)
            .ThenBy(candidate => candidate.Id.Number)
            .Take(Parents)
            .Select(candidate => points.Codes.Encode(candidate.Configuration))
            .ToList();
        var row = new double[points.Codes.Width];
        for (var i = 0; i < size; i++)
        {
            if (i % 2 == 0)
            {
                points.Codes.At(spread.Next(), row);
            }
            else
            {
                points.Codes.Mutate(parents[i / 2 % parents.Count], NeighbourRate, NeighbourStep, random, row);
            }

            points.Add(row);
        }

        points.Score();
        return points;
    }

    private JointNasStages Stages(ParameterSet options, BudgetSpec budget) =>
        JointNasStages.Of(
            budget.Candidates,
            (int)this.Option(options, Initial),
            (int)this.Option(options, Iterations),
            (int)this.Option(options, Fine)
        );
}
