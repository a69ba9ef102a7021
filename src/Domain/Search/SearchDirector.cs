using System.Collections.Immutable;
using NasCluster.Domain.Candidates;

namespace NasCluster.Domain.Search;

/// <summary>An experiment from its first candidate to its last: the strategy, then the best ones trained longer.</summary>
public static class SearchDirector
{
    /// <param name="view">The experiment and its candidates.</param>
    /// <param name="timeIsUp">The wall-time budget is spent: nothing new but the final stage.</param>
    public static SearchStep Plan(SearchView view, bool timeIsUp)
    {
        var seen = RankStop.Seen(view);
        var step = PlanSearch(seen, timeIsUp);
        if (step.Kind == SearchStepKind.Propose)
        {
            return step;
        }

        return Finalists.Due(seen, step.Kind == SearchStepKind.Finish).Count is var count and > 0
            ? SearchStep.Propose(SearchStages.Final, count)
            : step;
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

    private static SearchStep PlanSearch(SearchView view, bool timeIsUp)
    {
        // Where finalists are trained already, all of the search is proposed.
        var isProposed = timeIsUp || view.Candidates.HasStage(SearchStages.Final);
        return isProposed ? Drain(view) : FirstBatch.Limit(view, StrategyOf(view).Plan(view));
    }

    private static SearchStep Drain(SearchView view) => view.AllFinal ? SearchStep.Finish : SearchStep.Wait;

    private static ImmutableArray<Proposal> FinalProposals(SearchView view) =>
        [
            .. Finalists
                .Due(view, view.AllFinal)
                .Select(candidate => new Proposal(
                    StrategyOf(view).InFinal(view, candidate.Configuration),
                    SearchStages.Final,
                    view.Spec.Final!.Epochs
                )
                {
                    Parent = candidate.Id.Number,
                }),
        ];

    private static ISearchStrategy StrategyOf(SearchView view) => StrategyCatalog.Get(view.Spec.Strategy.Name);
}
