using System.Collections.Immutable;
using NasCluster.Domain.Candidates;

namespace NasCluster.Domain.Search;

/// <summary>
/// Candidates that are made from those at least some places before them: so many train at once, and the same seed gives
/// the same candidates however many slots there are and whichever finishes first. Or, in the free order, from all that
/// have ended.
/// </summary>
/// <param name="Places">At least 1.</param>
/// <param name="Start">The first so many are made of nothing.</param>
internal readonly record struct Lag(int Places, int Start)
{
    /// <summary>Option with the number of places.</summary>
    public const string PlacesOption = "lag";

    private const string OrderOption = "order";

    // Two slots are at work, one candidate waits for them, and one is made.
    private const int Usual = 4;

    /// <summary>Results are taken as they end.</summary>
    public bool IsFree { get; init; }

    /// <summary>Options of the strategies that learn while candidates train.</summary>
    public static ImmutableArray<StrategyOption> Options { get; } =
    [
        new(PlacesOption, Default: Usual, Min: 1, Max: 1000, Whole: true),
        StrategyOption.OfWords(OrderOption, ResultOrder.Fixed),
    ];

    /// <summary>As an experiment wants it.</summary>
    /// <param name="strategy">Has <see cref="Options"/>.</param>
    /// <param name="view">The experiment.</param>
    /// <param name="start">The first so many are made of nothing.</param>
    public static Lag Of(ISearchStrategy strategy, SearchView view, int start = 0) =>
        new((int)view.Option(strategy, PlacesOption), start)
        {
            IsFree =
                Enum.Parse<ResultOrder>(strategy.Word(view.Spec.Strategy.Options, OrderOption), ignoreCase: true)
                == ResultOrder.Free,
        };

    /// <summary>
    /// How many candidates from the first on count for the one of an index; in the fixed order they have to be final
    /// before it is made.
    /// </summary>
    /// <param name="index">0 for candidate number 1.</param>
    public int Settled(int index) =>
        index < Start ? 0
        : IsFree ? index
        : Math.Max(0, index - Places + 1);

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

    /// <summary>How many candidates are due now; none or less where some have to end first.</summary>
    public int Due(SearchView view)
    {
        // In the free order half as many wait as train: before as many have ended, there are new ones.
        var learned = IsFree
            ? Math.Max(1, (view.Training + 1) / 2) - view.Waiting
            : view.Candidates.FirstOpen + Places - 1 - view.Candidates.Length;
        return Math.Max(Start - view.Candidates.Length, learned);
    }

    public SearchStep Plan(SearchView view, string stage)
    {
        if (view.Remaining <= 0)
        {
            return view.AllFinal ? SearchStep.Finish : SearchStep.Wait;
        }

        var due = Math.Min(Due(view), view.Remaining);
        return due > 0 ? SearchStep.Propose(stage, due) : SearchStep.Wait;
    }
}
