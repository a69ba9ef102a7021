using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;

namespace NasCluster.Dashboard.Live;

/// <summary>What early stopping did.</summary>
/// <param name="Stopped">Candidates that were stopped before their last epoch, in order of their numbers.</param>
/// <param name="Whole">Candidates that were trained to their end.</param>
/// <param name="Planned">Epochs that all of them would have taken.</param>
/// <param name="Saved">Those of them that were left out.</param>
internal sealed record EarlyStops(IReadOnlyList<CandidateView> Stopped, int Whole, int Planned, int Saved)
{
    public static EarlyStops Of(ExperimentSnapshot snapshot) =>
        snapshot.Shared(nameof(EarlyStops), () => Of(snapshot.Candidates));

    public static EarlyStops Of(IReadOnlyCollection<CandidateView> candidates)
    {
        var stopped = candidates
            .Where(candidate =>
                candidate is { State: CandidateState.Pruned, Failure: { Kind: FailureKind.Stopped, Epoch: not null } }
            )
            .ToList();
        var whole = candidates.Where(candidate => candidate.State == CandidateState.Completed).ToList();
        return new(
            stopped,
            whole.Count,
            stopped.Sum(candidate => candidate.Epochs) + whole.Sum(candidate => candidate.Epochs),
            stopped.Sum(candidate => Math.Max(0, candidate.Epochs - candidate.Failure!.Epoch!.Value))
        );
    }
}
