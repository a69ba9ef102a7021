using NasCluster.Domain.Candidates;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.WarmStart;

namespace NasCluster.Domain.Search;

/// <summary>Results known beforehand and those of the first candidates of a view, best first; ordered once for many questions.</summary>
internal sealed class RankedResults
{
    private readonly List<Candidate> _ordered;

    public RankedResults(SearchView view) =>
        _ordered = [
            .. PriorResults
                .Candidates(view.Experiment)
                .Concat(view.Candidates.Where(candidate => candidate.State == CandidateState.Completed))
                .OrderByDescending(view.Score)
                .ThenBy(candidate => candidate.Id.Number),
        ];

    /// <summary>The best and the other ones among what had to be final when a candidate was made.</summary>
    /// <param name="settled">So many candidates from the first on count.</param>
    /// <param name="share">Share of the results that is called good.</param>
    /// <param name="mostGood">At most so many.</param>
    /// <param name="mostBad">
    /// Of the others, at most so many, evenly over their ranks: the time of a proposal does not grow with the history.
    /// </param>
    public (List<Configuration> Good, List<Configuration> Bad) Split(
        int settled,
        double share,
        int mostGood,
        int mostBad
    )
    {
        var known = _ordered.FindAll(candidate => candidate.Id.Number <= settled);
        var good = Math.Min(mostGood, (int)Math.Ceiling(share * known.Count));
        var others = known.Count - good;
        var bad = Math.Min(mostBad, others);
        return (
            [.. known[..good].Select(candidate => candidate.Configuration)],
            [.. Enumerable.Range(0, bad).Select(i => known[good + (int)((long)i * others / bad)].Configuration)]
        );
    }
}
