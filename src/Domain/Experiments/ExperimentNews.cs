using System.Collections.Immutable;

namespace NasCluster.Domain.Experiments;

/// <summary>What is new of an experiment for somebody who knows it up to an event.</summary>
/// <param name="Overview">Where it stands.</param>
/// <param name="Front">Numbers of the candidates on the Pareto front, most accurate first.</param>
/// <param name="Candidates">
/// How many candidates there are. Where more are there than were known and given here, the next call gives more of them.
/// </param>
/// <param name="Changed">Candidates that the events are about and ones that were not known, without ranks, in order of their numbers.</param>
/// <param name="Events">Events after the known one, in order.</param>
public sealed record ExperimentNews(
    ExperimentOverview Overview,
    ImmutableArray<int> Front,
    int Candidates,
    ImmutableArray<CandidateView> Changed,
    ImmutableArray<ExperimentEvent> Events
)
{
    /// <summary>For "known": no candidates are wanted at all.</summary>
    public const int NoCandidates = -1;

    /// <summary>Most candidates of one answer that were not known.</summary>
    public const int MostCandidates = 2000;
}
