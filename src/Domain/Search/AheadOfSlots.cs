using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Search;

/// <summary>What strategies share that learn nothing from results: some candidates are always kept ready.</summary>
internal static class AheadOfSlots
{
    private const int Fewest = 8;

    /// <summary>As many wait as train, so that slots that become free together all find work.</summary>
    public static SearchStep Plan(SearchView view, string stage)
    {
        if (view.Remaining <= 0)
        {
            return view.AllFinal ? SearchStep.Finish : SearchStep.Wait;
        }

        var ahead = Math.Max(Fewest, view.Training);
        return view.Waiting < ahead ? SearchStep.Propose(stage, Math.Min(ahead, view.Remaining)) : SearchStep.Wait;
    }

    /// <summary>Takes as many as the step asks for; fewer where there are no more.</summary>
    public static ImmutableArray<Proposal> Take(SearchView view, SearchStep step, Func<Configuration?> next)
    {
        var proposals = ImmutableArray.CreateBuilder<Proposal>(step.Count);
        while (proposals.Count < step.Count && next() is { } configuration)
        {
            proposals.Add(view.Propose(configuration, step.Stage));
        }

        return proposals.ToImmutable();
    }
}
