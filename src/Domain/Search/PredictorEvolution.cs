using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Prediction;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Search;

/// <summary>
/// JointNAS' fine stage: the best trained candidates and some random ones evolve under the hard limits, scored by the
/// predictor alone, until the best score stops improving (FBNetV3 §3.4).
/// </summary>
internal sealed class PredictorEvolution(SearchView view, Func<string, double> option, IAccuracyPredictor predictor)
{
    private const string Population = "population";
    private const string Children = "children";
    private const string Generations = "generations";
    private const string MutationRate = "mutationRate";
    private const double CrossoverShare = 0.25;
    private const double SmallestGain = 1e-6;
    private const int Patience = 5;

    public static ImmutableArray<StrategyOption> Options { get; } =
    [
        new(Population, Default: 40, Min: 2, Max: 10_000, Whole: true),
        new(Children, Default: 6, Min: 1, Max: 1000, Whole: true),
        new(Generations, Default: 40, Min: 1, Max: 100_000, Whole: true),
        new(MutationRate, Default: 0.1, Min: 0, Max: 1, Whole: false),
    ];

    private readonly Random _random = SeededRandom.Create(view.Spec.Seed, SearchStages.Fine, view.Candidates.Length);
    private readonly int _size = (int)option(Population);

    public ImmutableArray<Proposal> Propose(CandidateSource source, SearchStep step)
    {
        var found = new List<Individual>();
        var population = FirstPopulation(source, found);
        var best = Best(population);
        for (int generation = 0, idle = 0; generation < (int)option(Generations) && idle < Patience; generation++)
        {
            var children = ChildrenOf(population, source).ToList();
            found.AddRange(children);
            population = [.. Ordered(population.Concat(children)).Take(_size)];
            idle = Best(population) - best < SmallestGain ? idle + 1 : 0;
            best = Math.Max(best, Best(population));
        }

        return
        [
            .. Ordered(found)
                .Take(step.Count)
                .Select(individual =>
                    view.Propose(individual.Configuration, step.Stage) with
                    {
                        PredictedAccuracy = Math.Clamp(individual.Score, 0, 1),
                    }
                ),
        ];
    }

    private static double Best(List<Individual> population) =>
        population.Count == 0 ? double.NegativeInfinity : population.Max(individual => individual.Score);

    private static IOrderedEnumerable<Individual> Ordered(IEnumerable<Individual> individuals) =>
        individuals
            .OrderByDescending(individual => individual.Score)
            .ThenBy(individual => individual.Configuration.Key, StringComparer.Ordinal);

    /// <summary>Half from the best trained candidates, the rest new random ones.</summary>
    private List<Individual> FirstPopulation(CandidateSource source, List<Individual> found)
    {
        var trained = view
            .Known.OrderByDescending(view.Score)
            .ThenBy(candidate => candidate.Id.Number)
            .Take(_size / 2)
            .Select(candidate => Scored(candidate.Configuration))
            .ToList();
        while (trained.Count + found.Count < _size && source.Next(() => view.Space.Sample(_random)) is { } random)
        {
            found.Add(Scored(random));
        }

        return [.. trained, .. found];
    }

    private IEnumerable<Individual> ChildrenOf(List<Individual> parents, CandidateSource source)
    {
        var rate = option(MutationRate);
        for (var i = 0; i < parents.Count * (int)option(Children); i++)
        {
            var parent = parents[i % parents.Count].Configuration;
            var other = parents[_random.Next(parents.Count)].Configuration;
            var child = _random.NextDouble() < CrossoverShare ? view.Space.Cross(parent, other, _random) : parent;
            child = view.Space.Mutate(child, rate, _random);
            if (source.TryTake(child))
            {
                yield return Scored(child);
            }
        }
    }

    private Individual Scored(Configuration configuration) => new(configuration, predictor.PredictMean(configuration));

    private sealed record Individual(Configuration Configuration, double Score);
}
