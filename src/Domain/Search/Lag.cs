using NasCluster.Domain.Candidates;

namespace NasCluster.Domain.Search;

/// <summary>
/// Candidates that are made from those at least some places before them: so many train at once, and the same seed gives
/// the same candidates however many slots there are and whichever finishes first.
/// </summary>
/// <param name="Places">At least 1.</param>
/// <param name="Start">The first so many are made of nothing.</param>
internal readonly record struct Lag(int Places, int Start)
{
    /// <summary>How many candidates from the first on have to be final before the one of an index is made.</summary>
    /// <param name="index">0 for candidate number 1.</param>
    public int Settled(int index) => index < Start ? 0 : Math.Max(0, index - Places + 1);

    /// <summary>
    /// The view in which the candidates that need not be final have not ended yet, for what is made next: what is made of
    /// it does not depend on which of them has.
    /// </summary>
    public SearchView Seen(SearchView view)
    {
        var settled = Settled(view.Candidates.Length);
        return view with
        {
            Candidates = view.Candidates.With(
                view.Candidates.Skip(settled)
                    .Where(candidate => candidate.State.IsFinal)
                    .Select(candidate =>
                        candidate with
                        {
                            State = CandidateState.Ready,
                            Metrics = null,
                            Failure = null,
                        }
                    )
                    .ToList()
            ),
        };
    }

    public SearchStep Plan(SearchView view, string stage)
    {
        if (view.Remaining <= 0)
        {
            return view.AllFinal ? SearchStep.Finish : SearchStep.Wait;
        }

        var lag = this;
        var due = Enumerable
            .Range(view.Candidates.Length, view.Remaining)
            .TakeWhile(index => lag.Settled(index) is var settled && (settled == 0 || IsFinal(view, settled)))
            .Count();
        return due > 0 ? SearchStep.Propose(stage, due) : SearchStep.Wait;
    }

    private static bool IsFinal(SearchView view, int settled) =>
        settled <= view.Candidates.Length && view.Candidates.FirstOpen > settled;
}
