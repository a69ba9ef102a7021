using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Search;

/// <summary>Sobol points of the space, within the hard limits, without repetition: more even than chance.</summary>
public sealed class QuasiRandomSearch : ISearchStrategy
{
    public string Name => "quasi-random";

    public ImmutableArray<StrategyOption> Options => [];

    public IEnumerable<string> Check(ParameterSet options, BudgetSpec budget) => [];

    public SearchStep Plan(SearchView view) => AheadOfSlots.Plan(view, SearchStages.QuasiRandom);

    public ImmutableArray<Proposal> Propose(SearchView view, SearchStep step)
    {
        var sequence = new LowDiscrepancySequence(
            view.Space.Dimensions.Length,
            SeededRandom.Create(view.Spec.Seed, SearchStages.QuasiRandom)
        );
        // Each candidate used up at least one point, in order.
        sequence.Skip(view.Candidates.Length);
        var source = view.NewSource();
        return AheadOfSlots.Take(view, step, () => source.NextSample(() => view.Space.At(sequence.Next())));
    }
}
