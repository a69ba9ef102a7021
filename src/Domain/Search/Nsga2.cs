using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ranking;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Search;

/// <summary>
/// NSGA-II (Deb et al. 2002) over the experiment's objectives: the best of all candidates so far by front and crowding
/// distance are parents, chosen by binary tournament, crossed and mutated; a generation waits for the one before it.
/// </summary>
public sealed class Nsga2 : ISearchStrategy
{
    private const string Population = "population";
    private const string Crossover = "crossover";
    private const string MutationRate = "mutationRate";

    public string Name => "nsga2";

    public ImmutableArray<StrategyOption> Options { get; } =
    [
        new(Population, Default: 20, Min: 2, Max: 10_000, Whole: true),
        new(Crossover, Default: 0.9, Min: 0, Max: 1, Whole: false),
        new(MutationRate, Default: 0.1, Min: 0, Max: 1, Whole: false),
    ];

    public IEnumerable<string> Check(ParameterSet options, BudgetSpec budget) => [];

    public int FirstBatch(ExperimentSpec spec) => (int)this.Option(spec.Strategy.Options, Population);

    public SearchStep Plan(SearchView view)
    {
        if (view.Remaining <= 0)
        {
            return view.AllFinal ? SearchStep.Finish : SearchStep.Wait;
        }

        var size = (int)view.Option(this, Population);
        var stage = view.Candidates.IsEmpty ? SearchStages.Initial : SearchStages.Evolution;
        return view.AllFinal ? SearchStep.Propose(stage, Math.Min(view.Remaining, size)) : SearchStep.Wait;
    }

    public ImmutableArray<Proposal> Propose(SearchView view, SearchStep step)
    {
        var source = view.NewSource();
        var number = view.Candidates.Length;
        var parents =
            step.Stage == SearchStages.Initial && !view.IsWarm
                ? []
                : Survivors(view, (int)view.Option(this, Population));
        return AheadOfSlots.Take(view, step, Next);

        Configuration? Next()
        {
            var random = SeededRandom.Create(view.Spec.Seed, Name, number++);
            return parents.Count < 2
                ? source.NextSample(() => view.Space.Sample(random))
                : source.Next(() => Child(view, parents, random));
        }
    }

    private Configuration Child(SearchView view, List<Candidate> parents, Random random)
    {
        var first = Tournament(parents, random);
        var child =
            random.NextDouble() < view.Option(this, Crossover)
                ? view.Space.Cross(first, Tournament(parents, random), random)
                : first;
        return view.Space.Mutate(child, view.Option(this, MutationRate), random);
    }

    // Parents stand in order of front and crowding, so that the earlier of two is the better.
    private static Configuration Tournament(List<Candidate> parents, Random random) =>
        parents[Math.Min(random.Next(parents.Count), random.Next(parents.Count))].Configuration;

    /// <summary>The best so far by front and crowding distance, best first.</summary>
    /// <param name="view">The experiment and its candidates.</param>
    /// <param name="size">At most so many.</param>
    internal static List<Candidate> Survivors(SearchView view, int size)
    {
        var left = view.KnownWhole.ToList();
        var survivors = new List<Candidate>();
        while (survivors.Count < size && left.Count > 0)
        {
            var costs = left.ConvertAll(candidate => ParetoFront.Costs(candidate, view.Spec.Ranking));
            var on = Dominance.Front(costs);
            var front = Enumerable.Range(0, left.Count).Where(i => on[i]).ToList();
            var crowding = Crowding.Of(front.ConvertAll(i => costs[i]));
            survivors.AddRange(
                front
                    .Select((i, place) => (Candidate: left[i], Distance: crowding[place]))
                    .OrderByDescending(row => row.Distance)
                    .ThenBy(row => row.Candidate.Id.Number)
                    .Take(size - survivors.Count)
                    .Select(row => row.Candidate)
            );
            left = [.. left.Where((_, i) => !on[i])];
        }

        return survivors;
    }
}
