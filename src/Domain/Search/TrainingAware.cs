using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Search;

/// <summary>
/// EfficientNetV2's training-aware search (Tan and Le 2021, §3.3): random networks are trained briefly, and the best by
/// A·S^w·P^v, with the training step time S measured on the device, are trained in full.
/// </summary>
/// <remarks>
/// What is trained in full is chosen by the experiment's ranking, whose default is that reward. S is measured, so two
/// runs may choose differently among networks of nearly the same reward; what is sampled does not depend on it.
/// </remarks>
public sealed class TrainingAware : ISearchStrategy
{
    public string Name => "training-aware";

    public ImmutableArray<StrategyOption> Options => [];

    public IEnumerable<string> Check(ParameterSet options, BudgetSpec budget) => [];

    public SearchStep Plan(SearchView view) => AheadOfSlots.Plan(view, SearchStages.Sample);

    public ImmutableArray<Proposal> Propose(SearchView view, SearchStep step)
    {
        var source = view.NewSource();
        var number = view.Candidates.Length;
        return AheadOfSlots.Take(view, step, Next);

        Configuration? Next()
        {
            var random = SeededRandom.Create(view.Spec.Seed, SearchStages.Sample, number++);
            return source.NextSample(() => view.Space.Sample(random));
        }
    }

    public RankingSpec FinalRanking(SearchView view) => view.Spec.Ranking;
}
