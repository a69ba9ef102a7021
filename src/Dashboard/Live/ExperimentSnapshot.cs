using System.Collections.Immutable;
using NasCluster.Domain.Experiments;

namespace NasCluster.Dashboard.Live;

/// <summary>All that is shown of an experiment at one moment.</summary>
/// <param name="Spec">What was submitted.</param>
/// <param name="Result">Where it stands.</param>
/// <param name="Candidates">In order of their numbers, from 1 without gaps.</param>
/// <param name="Events">The last events, oldest first; every one up to <see cref="Sequence"/> is contained in the rest.</param>
/// <param name="Sequence">Number of the last event known.</param>
public sealed record ExperimentSnapshot(
    ExperimentSpec Spec,
    ExperimentResult Result,
    ImmutableArray<CandidateView> Candidates,
    ImmutableArray<ExperimentEvent> Events,
    long Sequence
)
{
    public CandidateView? Find(int number) =>
        number >= 1 && number <= Candidates.Length ? Candidates[number - 1] : null;

    public IEnumerable<CandidateView> Completed => Candidates.Where(candidate => candidate.Metrics is not null);
}
