using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Search;

/// <summary>Uniform random points of the space, within the hard limits, without repetition.</summary>
public sealed class RandomSearch : ISearchStrategy
{
    public string Name => "random";

    public ImmutableArray<StrategyOption> Options => [];

    public IEnumerable<string> Check(ParameterSet options, BudgetSpec budget) => [];

    public SearchStep Plan(SearchView view) => AheadOfSlots.Plan(view, SearchStages.Random);

    public ImmutableArray<Proposal> Propose(SearchView view, SearchStep step)
    {
        var source = view.NewSource();
        var number = view.Candidates.Length;
        return AheadOfSlots.Take(view, step, Next);

        Configuration? Next()
        {
            var random = SeededRandom.Create(view.Spec.Seed, SearchStages.Random, number++);
            return source.NextSample(() => view.Space.Sample(random));
        }
    }
}
