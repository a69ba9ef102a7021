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

        var seen = RankStop.Seen(view);
        var step = timeIsUp ? Drain(seen) : FirstBatch.Limit(seen, StrategyOf(seen).Plan(seen));
        return step.Kind == SearchStepKind.Finish ? AfterSearch(seen) : step;
    }

    /// <summary>The candidates of a step. Fewer than were asked for where the space has no more to give.</summary>
    public static ImmutableArray<Proposal> Propose(SearchView view, SearchStep step) =>
        RankStop.Seen(view) is var seen && step.Stage == SearchStages.Final
            ? FinalProposals(seen)
            : RankStop.Shorten(seen, StrategyOf(seen).Propose(seen, step));

    /// <summary>Why the experiment has failed, or null while it has not.</summary>
    public static string? Failure(SearchView view)
    {
        var failed = view.Candidates.CountOf(CandidateState.Failed);
        if (view.Spec.Budget.MaxFailed is { } allowed && failed > allowed)
        {
            return $"{failed} candidates failed; the experiment allows {allowed}.";
        }

        return view.Candidates.HasStage(SearchStages.Supernet) ? SupernetFailure(view.Candidates[0]) : null;
    }

    private static string? SupernetFailure(Candidate supernet) =>
        supernet switch
        {
            { State: CandidateState.Failed, Failure: { } failure } => $"The supernet failed: {failure.Message}",
            { State: CandidateState.Completed, Metrics.Supernet: null } =>
                "The trainer gave no theta for the supernet.",
            _ => null,
        };

    private static SearchStep Drain(SearchView view) => view.AllFinal ? SearchStep.Finish : SearchStep.Wait;

    private static SearchStep AfterSearch(SearchView view) =>
        Finalists(view).Count() is var count and > 0
            ? SearchStep.Propose(SearchStages.Final, count)
            : SearchStep.Finish;

    private static ImmutableArray<Proposal> FinalProposals(SearchView view) =>
        [
            .. Finalists(view)
                .Select(candidate => new Proposal(
                    StrategyOf(view).InFinal(view, candidate.Configuration),
                    SearchStages.Final,
                    view.Spec.Final!.Epochs
                )
                {
                    Parent = candidate.Id.Number,
                }),
        ];

    /// <summary>The best of the search, without those that were trained for as long already.</summary>
    private static IEnumerable<Candidate> Finalists(SearchView view) =>
        view.Spec.Final is { } final
            ? Leaderboard
                .Order(view.Completed, StrategyOf(view).FinalRanking(view))
                .Take(final.Top)
                .Where(candidate => candidate.Epochs < final.Epochs)
            : [];

    private static ISearchStrategy StrategyOf(SearchView view) => StrategyCatalog.Get(view.Spec.Strategy.Name);
}
