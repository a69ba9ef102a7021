using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Search;

/// <summary>What strategies share that learn nothing from results: some candidates are always kept ready.</summary>
internal static class AheadOfSlots
{
    private const int Fewest = 8;
    private const int FewestInTime = 2;
    private const int Most = 256;
    private const int LookedAt = 4 * Most;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// As many wait as train, so that slots that become free together all find work; or, where candidates are shorter than
    /// it takes to propose more, as many as ended lately.
    /// </summary>
    public static SearchStep Plan(SearchView view, string stage)
    {
        if (view.Remaining <= 0)
        {
            return view.AllFinal ? SearchStep.Finish : SearchStep.Wait;
        }

        var ahead = Of(view);
        return view.Waiting < ahead ? SearchStep.Propose(stage, Math.Min(ahead, view.Remaining)) : SearchStep.Wait;
    }

    /// <summary>
    /// How many candidates should wait. A slot whose candidates end at once is hardly ever seen at work, so the number
    /// that train says little about it; what ended within a moment, the length of which is far more than it takes to
    /// propose, does. It is also no more than the slots do in that moment, should time be up: what waits then is trained
    /// still, so a budget in minutes has few wait.
    /// </summary>
    public static int Of(SearchView view) =>
        Math.Max(
            view.Spec.Budget.Minutes is null ? Fewest : FewestInTime,
            Math.Max(view.Training, view.Waiting < Most ? EndedLately(view.Candidates) : 0)
        );

    /// <summary>Of the last candidates how many ended within a moment before the last of them did.</summary>
    private static int EndedLately(CandidateHistory candidates)
    {
        var ended = new List<DateTimeOffset>();
        for (var i = candidates.Length - 1; i >= Math.Max(0, candidates.Length - LookedAt); i--)
        {
            if (candidates[i] is { State: CandidateState.Completed, FinishedAt: { } at })
            {
                ended.Add(at);
            }
        }

        var moment = ended.Count == 0 ? default : ended.Max() - Moment;
        return Math.Min(Most, ended.Count(at => at > moment));
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
