using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;

namespace NasCluster.Dashboard.Live;

/// <summary>An honest guess at the time until an experiment ends: a range, from what epochs took so far.</summary>
/// <param name="Least">With the quarter of epochs that were fastest.</param>
/// <param name="Most">With the quarter that were slowest.</param>
public sealed record TimeLeft(TimeSpan Least, TimeSpan Most)
{
    private const double HalfDone = 0.5;

    /// <summary>Null before anything was trained, and where nothing trains now.</summary>
    public static TimeLeft? Of(
        ExperimentSpec spec,
        ExperimentResult result,
        IReadOnlyCollection<CandidateView> candidates
    )
    {
        var perEpoch = candidates
            .Where(candidate => candidate is { Metrics.TrainSeconds: > 0, Epochs: > 0 })
            .Select(candidate => candidate.Metrics!.TrainSeconds / candidate.Epochs)
            .Order()
            .ToImmutableArray();
        if (result.State != ExperimentState.Running || result.Counts.Running == 0 || perEpoch.IsEmpty)
        {
            return null;
        }

        var epochs = EpochsLeft(spec, candidates) / result.Counts.Running;
        return new(At(1), At(3));

        TimeSpan At(int quarter) => TimeSpan.FromSeconds(epochs * perEpoch[(perEpoch.Length - 1) * quarter / 4]);
    }

    private static double EpochsLeft(ExperimentSpec spec, IReadOnlyCollection<CandidateView> candidates)
    {
        var finals = candidates.Count(candidate => candidate.Stage == "final");
        var proposed = candidates.Count - finals;
        return candidates.Sum(Left)
            + Math.Max(0, spec.Budget.Candidates - proposed) * spec.Trainer.Epochs
            + Math.Max(0, (spec.Final?.Top ?? 0) - finals) * (spec.Final?.Epochs ?? 0);
    }

    private static double Left(CandidateView candidate) =>
        candidate.State switch
        {
            CandidateState.Ready => candidate.Epochs,
            CandidateState.Running => candidate.Epochs * HalfDone,
            _ => 0,
        };
}
