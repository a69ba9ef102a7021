using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ranking;

namespace NasCluster.Domain.Search;

/// <summary>
/// The best candidates of the search, which the final stage trains longer: as many as <c>final.top</c> says, each as soon
/// as nothing that is still trained can displace it, so that slots do not wait for the last candidates of the search.
/// </summary>
/// <remarks>
/// Of <c>n</c> candidates and <c>k</c> finalists the <c>i</c>-th is the best of the first <c>n − k + i</c> by number that was
/// not taken before: at most <c>i − 1</c> of these and <c>k − i</c> of the rest are better, so it is among the best
/// <c>k</c> of all. Which one it is does not depend on the order in which candidates end.
/// </remarks>
internal static class Finalists
{
    /// <summary>Those that are not proposed yet and can be named now.</summary>
    /// <param name="view">The experiment and its candidates.</param>
    /// <param name="searchHasEnded">Nothing more comes of the search, and all of it has ended.</param>
    public static IReadOnlyList<Candidate> Due(SearchView view, bool searchHasEnded)
    {
        var search = SearchedBy(view);
        var haveAllEnded = searchHasEnded || HaveAllEnded(view, search);
        if (view.Spec.Final is not { } final || !(haveAllEnded || CanBeginEarly(view, search)))
        {
            return [];
        }

        var proposed = view.Candidates.Skip(search).Select(candidate => candidate.Parent).ToHashSet();
        return
        [
            .. Named(view, search, haveAllEnded)
                .Where(candidate => candidate.Epochs < final.Epochs && !proposed.Contains(candidate.Id.Number))
                .Take(final.Top - proposed.Count),
        ];
    }

    // Finalists come after all others.
    private static int SearchedBy(SearchView view)
    {
        var count = view.Candidates.Length;
        while (count > 0 && view.Candidates[count - 1].Stage == SearchStages.Final)
        {
            count--;
        }

        return count;
    }

    private static bool HaveAllEnded(SearchView view, int search) =>
        view.Candidates.Length > search && view.Candidates.FirstOpen > search;

    /// <summary>
    /// Where all candidates are proposed, the order of two does not depend on a third, and no training is compared with the
    /// longer ones of finalists.
    /// </summary>
    private static bool CanBeginEarly(SearchView view, int search) =>
        view.Spec.Budget.Minutes is null
        && view.Spec.EarlyStop is null or { Rule: EarlyStopRule.Rank }
        && search == view.Spec.Budget.Candidates
        && view.Candidates.FirstOpen > EndedFor(view, search, finalist: 1)
        && RankingOf(view).By != RankBy.Pareto;

    private static List<Candidate> Named(SearchView view, int search, bool haveAllEnded)
    {
        var rest = Leaderboard.Order(view.Candidates.Take(search), RankingOf(view)).ToList();
        var named = new List<Candidate>();
        var top = view.Spec.Final!.Top;
        for (
            var finalist = 1;
            finalist <= top && view.Candidates.FirstOpen > EndedFor(view, search, finalist);
            finalist++
        )
        {
            TakeBestOf(EndedFor(view, search, finalist));
        }

        // Where candidates failed, fewer were named than there are places.
        while (haveAllEnded && named.Count < top && rest.Count > 0)
        {
            TakeBestOf(search);
        }

        return named;

        void TakeBestOf(int first)
        {
            if (rest.FindIndex(candidate => candidate.Id.Number <= first) is >= 0 and var place)
            {
                named.Add(rest[place]);
                rest.RemoveAt(place);
            }
        }
    }

    // The epoch that a first batch chooses changes which accuracies are compared, so that batch has to have ended.
    private static int EndedFor(SearchView view, int search, int finalist)
    {
        var enough = Math.Max(0, search - view.Spec.Final!.Top + finalist);
        return view.Spec.EarlyStop?.Rule == EarlyStopRule.Rank
            ? Math.Max(enough, Math.Min(search, FirstBatch.SizeOf(view.Spec)))
            : enough;
    }

    private static RankingSpec RankingOf(SearchView view) =>
        StrategyCatalog.Get(view.Spec.Strategy.Name).FinalRanking(view);
}
