using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Search;

/// <summary>Uniform random points of the space, within the hard limits, without repetition.</summary>
public sealed class RandomSearch : ISearchStrategy
{
    private const int LookAhead = 8;

    public string Name => "random";

    public ImmutableArray<StrategyOption> Options => [];

    public IEnumerable<string> Check(ParameterSet options, BudgetSpec budget) => [];

    public SearchStep Plan(SearchView view)
    {
        if (view.Remaining <= 0)
        {
            return view.AllFinal ? SearchStep.Finish : SearchStep.Wait;
        }

        return view.Waiting < LookAhead
            ? SearchStep.Propose(SearchStages.Random, Math.Min(LookAhead, view.Remaining))
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
