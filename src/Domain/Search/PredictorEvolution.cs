using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Prediction;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Search;

/// <summary>
/// JointNAS' fine stage: the best trained candidates and some random ones evolve under the hard limits, scored by the
/// predictor alone, until the best score stops improving (FBNetV3 §3.4).
/// </summary>
public sealed class PredictorEvolution(SearchView view, Func<string, double> option, IAccuracyPredictor predictor)
{
    private const string Population = "population";
    private const string Children = "children";
    private const string Generations = "generations";
    private const string MutationRate = "mutationRate";
    private const int Attempts = 10_000;
    private const int Spare = 20;

    /// <summary>Options that a strategy takes which ends with this stage.</summary>
    public static ImmutableArray<StrategyOption> Options { get; } =
    [
        new(Population, Default: 40, Min: 2, Max: 10_000, Whole: true),
        new(Children, Default: 6, Min: 1, Max: 1000, Whole: true),
        new(Generations, Default: 40, Min: 1, Max: 100_000, Whole: true),
        new(MutationRate, Default: 0.1, Min: 0, Max: 1, Whole: false),
    ];

    private readonly Random _random = SeededRandom.Create(view.Spec.Seed, SearchStages.Fine, view.Candidates.Length);
    private readonly int _size = (int)option(Population);

    /// <summary>The best that were found and may be trained.</summary>
    public ImmutableArray<Proposal> Propose(CandidateSource source, SearchStep step)
    {
        var points = new PointSet(SpaceCodes.Of(view.Space), predictor, source);
        var trained = AddTrained(points);
        var population = Enumerable.Range(0, trained).Concat(AddRandom(points, _size - trained)).ToList();
        points.Score();
        new PointEvolution(points, index => index < trained, _random).Run(
            population,
            (int)option(Children),
            (int)option(Generations),
            option(MutationRate)
        );
        var kinds = new PointKinds(points);
        var found = kinds.Shortlist([.. Enumerable.Range(trained, points.Count - trained)], Spare * step.Count);
        var ordered = points.Best([.. found], found.Count, static _ => true);
        return
        [
            .. kinds
                .Pick(ordered, step.Count, view.Candidates.Open.Select(candidate => candidate.Configuration))
                .Select(index =>
                    view.Propose(points.ConfigurationOf(index), step.Stage) with
                    {
                        PredictedAccuracy = Math.Clamp(points.ScoreOf(index), 0, 1),
                    }
                ),
        ];
    }

    // Half of the population is the best trained candidates.
    private int AddTrained(PointSet points)
    {
        var best = view
            .Known.OrderByDescending(view.Score)
            .ThenBy(candidate => candidate.Id.Number)
            .Take(_size / 2)
            .Select(candidate => points.Codes.Encode(candidate.Configuration));
        foreach (var row in best)
        {
            points.Add(row);
        }

        return points.Count;
    }

    private List<int> AddRandom(PointSet points, int count)
    {
        var found = new List<int>();
        Span<double> row = stackalloc double[points.Codes.Width];
        for (var attempt = 0; found.Count < count && attempt < Attempts; attempt++)
        {
            points.Codes.Sample(_random, row);
            if (points.Add(row) && points.CanTake(points.Count - 1))
            {
                found.Add(points.Count - 1);
                attempt = 0;
            }
        }

        return found;
    }
}
