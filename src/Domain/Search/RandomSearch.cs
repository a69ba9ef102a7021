using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Search;

/// <summary>Uniform random points of the space, within the hard limits.</summary>
public sealed class RandomSearch : ISearchStrategy
{
    public string Name => "random";

    public ImmutableArray<StrategyOption> Options => [];

    public IEnumerable<string> Check(ParameterSet options, BudgetSpec budget) => [];

    public SearchStep Plan(SearchView view) => throw new NotImplementedException();

    public ImmutableArray<Proposal> Propose(SearchView view, SearchStep step) => throw new NotImplementedException();
}
