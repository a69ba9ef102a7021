using System.Collections.Immutable;
using System.Numerics;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Search;

/// <summary>
/// Every point of a grid once: all values of discrete dimensions, evenly spaced ones of continuous dimensions, in an order
/// that the seed decides, so that a budget smaller than the grid is spread over it.
/// </summary>
public sealed class GridSearch : ISearchStrategy
{
    private const string Points = "points";

    public string Name => "grid";

    public ImmutableArray<StrategyOption> Options { get; } = [new(Points, Default: 5, Min: 1, Max: 1000, Whole: true)];

    public IEnumerable<string> Check(ParameterSet options, BudgetSpec budget) => [];

    public SearchStep Plan(SearchView view) => AheadOfSlots.Plan(view, SearchStages.Grid);

    public ImmutableArray<Proposal> Propose(SearchView view, SearchStep step)
    {
        var grid = new SpaceGrid(view.Space, (int)view.Option(this, Points), view.Spec.Seed);
        var source = view.NewSource();
        // Each candidate used up at least one point, in order.
        BigInteger index = view.Candidates.Length;
        return AheadOfSlots.Take(view, step, Next);

        Configuration? Next()
        {
            while (index < grid.Size)
            {
                var point = grid.At(index++);
                if (source.TryTakeSample(point))
                {
                    return point;
                }
            }

            return null;
        }
    }
}
