using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Ranking;

namespace NasCluster.Domain.Search;

/// <summary>An experiment from its first candidate to its last: the strategy, then the best ones trained longer.</summary>
public static class SearchDirector
{
    /// <param name="view">The experiment and its candidates.</param>
    /// <param name="timeIsUp">The wall-time budget is spent: nothing new but the final stage.</param>
    public static SearchStep Plan(SearchView view, bool timeIsUp)
    {
        if (view.Candidates.HasStage(SearchStages.Final))
        {
            return view.AllFinal ? SearchStep.Finish : SearchStep.Wait;
        }

        var step = timeIsUp ? Drain(view) : StrategyOf(view).Plan(view);
        return step.Kind == SearchStepKind.Finish ? AfterSearch(view) : step;
    }

    /// <summary>The candidates of a step. Fewer than were asked for where the space has no more to give.</summary>
    public static ImmutableArray<Proposal> Propose(SearchView view, SearchStep step) =>
        step.Stage == SearchStages.Final ? FinalProposals(view) : StrategyOf(view).Propose(view, step);

    /// <summary>Why the experiment has failed, or null while it has not.</summary>
    public static string? Failure(SearchView view)
    {
        var failed = view.Candidates.CountOf(CandidateState.Failed);
        if (view.Spec.Budget.MaxFailed is { } allowed && failed > allowed)
        {
            return $"{failed} candidates failed; the experiment allows {allowed}.";
        }

        return null;
    }

    private static SearchStep Drain(SearchView view) => view.AllFinal ? SearchStep.Finish : SearchStep.Wait;

    private static SearchStep AfterSearch(SearchView view)
    {
        var top = Math.Min(view.Spec.Final?.Top ?? 0, view.Completed.Length);
        var longer = view.Spec.Final?.Epochs > view.Spec.Trainer.Epochs;
        return top > 0 && longer ? SearchStep.Propose(SearchStages.Final, top) : SearchStep.Finish;
    }

    private static ImmutableArray<Proposal> FinalProposals(SearchView view) =>
        [
            .. Leaderboard
                .Order(view.Completed, StrategyOf(view).FinalRanking(view))
                .Take(view.Spec.Final!.Top)
                .Select(candidate => new Proposal(candidate.Configuration, SearchStages.Final, view.Spec.Final!.Epochs)
                {
                    Parent = candidate.Id.Number,
                }),
        ];

    private static ISearchStrategy StrategyOf(SearchView view) => StrategyCatalog.Get(view.Spec.Strategy.Name);
}
