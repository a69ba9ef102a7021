using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Search;

/// <summary>
/// What a batch of a search with several objectives is chosen from: all of a small space; else points spread evenly over
/// it, and neighbours of the best fronts, of each the most lonely first.
/// </summary>
internal static class ParetoPool
{
    private const int SmallSpace = 20_000;
    private const int Parents = 20;
    private const double NeighbourRate = 0.1;

    /// <param name="view">The experiment and its candidates; at least one completed.</param>
    /// <param name="step">Its stage seeds the points.</param>
    /// <param name="size">Points of a space that is not small.</param>
    public static IEnumerable<Configuration> Of(SearchView view, SearchStep step, int size)
    {
        if (SpacePoints.Of(view.Space, SmallSpace) is { } all)
        {
            return all;
        }

        var spread = new LowDiscrepancySequence(
            view.Space.Dimensions.Length,
            SeededRandom.Create(view.Spec.Seed, step.Stage)
        );
        var random = SeededRandom.Create(view.Spec.Seed, step.Stage, view.Candidates.Length);
        var parents = Nsga2.Survivors(view, Parents);
        return Enumerable
            .Range(0, size)
            .Select(i =>
                i % 2 == 0
                    ? view.Space.At(spread.Next())
                    : view.Space.Mutate(parents[i / 2 % parents.Count].Configuration, NeighbourRate, random)
            );
    }
}
