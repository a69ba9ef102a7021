using NasCluster.Domain.Candidates;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.WarmStart;

namespace NasCluster.Domain.Search;

/// <summary>Results known beforehand and those of the first candidates of a view, split into the best and the others.</summary>
internal sealed class KnownResults
{
    private readonly List<(Candidate Candidate, double Score)> _known;

    public KnownResults(SearchView view) =>
        _known = [
            .. PriorResults
                .Candidates(view.Experiment)
                .Concat(view.Candidates.Where(candidate => candidate.State == CandidateState.Completed))
                .Select(candidate => (candidate, view.Score(candidate))),
        ];

    /// <summary>The best and the other ones among what had to be final when a candidate was made.</summary>
    /// <param name="settled">So many candidates from the first on count.</param>
    /// <param name="share">Share of the results that is called good.</param>
    /// <param name="mostGood">At most so many, the best first; the earlier of equals.</param>
    /// <param name="mostBad">
    /// Of the others, at most so many, evenly over the order in which they were made. Nothing is put in order but the good
    /// ones, so that a proposal hardly takes longer the more is known.
    /// </param>
    public (List<Configuration> Good, List<Configuration> Bad) Split(
        int settled,
        double share,
        int mostGood,
        int mostBad
    )
    {
        var known = _known.FindAll(row => row.Candidate.Id.Number <= settled);
        var good = BestOf(known, Math.Min(mostGood, (int)Math.Ceiling(share * known.Count)));
        var taken = good.ToHashSet();
        var others = Enumerable.Range(0, known.Count).Where(i => !taken.Contains(i)).ToList();
        var bad = Math.Min(mostBad, others.Count);
        return (
            good.ConvertAll(i => known[i].Candidate.Configuration),
            [
                .. Enumerable
                    .Range(0, bad)
                    .Select(i => known[others[(int)((long)i * others.Count / bad)]].Candidate.Configuration),
            ]
        );
    }

    private static List<int> BestOf(List<(Candidate Candidate, double Score)> known, int count)
    {
        // The worst of the best stands first.
        var best = new PriorityQueue<int, (double Score, int Earlier)>(count + 1);
        for (var i = 0; i < known.Count; i++)
        {
            if (best.Count < count)
            {
                best.Enqueue(i, (known[i].Score, -i));
            }
            else
            {
                best.EnqueueDequeue(i, (known[i].Score, -i));
            }
        }

        return [.. best.UnorderedItems.OrderByDescending(item => item.Priority).Select(item => item.Element)];
    }
}
