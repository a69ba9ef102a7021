using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Search;

/// <summary>Uniform random points of the space, within the hard limits, without repetition.</summary>
public sealed class RandomSearch : ISearchStrategy
{
    private const int FewestAhead = 8;

    public string Name => "random";

    public ImmutableArray<StrategyOption> Options => [];

    public IEnumerable<string> Check(ParameterSet options, BudgetSpec budget) => [];

    public SearchStep Plan(SearchView view)
    {
        if (view.Remaining <= 0)
        {
            return view.AllFinal ? SearchStep.Finish : SearchStep.Wait;
        }

        // As many wait as train, so that slots that become free together all find work.
        var ahead = Math.Max(FewestAhead, view.Training);
        return view.Waiting < ahead
            ? SearchStep.Propose(SearchStages.Random, Math.Min(ahead, view.Remaining))
            : SearchStep.Wait;
    }

    public ImmutableArray<Proposal> Propose(SearchView view, SearchStep step)
    {
        var source = view.NewSource();
        var proposals = ImmutableArray.CreateBuilder<Proposal>(step.Count);
        for (var number = view.Candidates.Length; proposals.Count < step.Count; number++)
        {
            var random = SeededRandom.Create(view.Spec.Seed, SearchStages.Random, number);
            if (source.NextSample(() => view.Space.Sample(random)) is not { } configuration)
            {
                break;
            }

            proposals.Add(view.Propose(configuration, step.Stage));
        }

        return proposals.ToImmutable();
    }
}
