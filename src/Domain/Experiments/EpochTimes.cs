using NasCluster.Domain.Candidates;
using NasCluster.Domain.Search;

namespace NasCluster.Domain.Experiments;

/// <summary>What an epoch of the finished candidates took, in seconds.</summary>
/// <param name="Least">The quarter that was fastest took no longer.</param>
/// <param name="Most">The quarter that was slowest took no less.</param>
public sealed record EpochTimes(double? Least, double? Most)
{
    private const double HalfDone = 0.5;

    public static EpochTimes Of(IEnumerable<Candidate> candidates)
    {
        var times = candidates
            .Where(candidate => candidate is { Metrics.TrainSeconds: > 0, Epochs: > 0 })
            .Select(candidate => candidate.Metrics!.TrainSeconds / candidate.Epochs)
            .ToArray();
        Array.Sort(times);
        return times.Length == 0
            ? new(Least: null, Most: null)
            : new(times[(times.Length - 1) / 4], times[(times.Length - 1) * 3 / 4]);
    }

    /// <summary>Null before anything was trained, and where nothing trains now.</summary>
    public TimeLeft? Left(ExperimentSpec spec, ExperimentState state, CandidateHistory candidates)
    {
        var running = candidates.CountOf(CandidateState.Running);
        if (state != ExperimentState.Running || running == 0 || Least is not { } least || Most is not { } most)
        {
            return null;
        }

        var epochs = EpochsLeft(spec, candidates) / running;
        return new(TimeSpan.FromSeconds(epochs * least), TimeSpan.FromSeconds(epochs * most));
    }

    private static double EpochsLeft(ExperimentSpec spec, CandidateHistory candidates)
    {
        var finals = candidates.HasStage(SearchStages.Final)
            ? candidates.Count(candidate => candidate.Stage == SearchStages.Final)
            : 0;
        var proposed = candidates.Length - finals;
        return candidates.Open.Sum(candidate =>
                candidate.State == CandidateState.Running ? candidate.Epochs * HalfDone : candidate.Epochs
            )
            + Math.Max(0, spec.Budget.Candidates - proposed) * spec.Trainer.Epochs
            + Math.Max(0, (spec.Final?.Top ?? 0) - finals) * (spec.Final?.Epochs ?? 0);
    }
}
