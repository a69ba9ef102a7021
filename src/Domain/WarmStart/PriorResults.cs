using System.Collections.Immutable;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ranking;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.WarmStart;

/// <summary>Results known beforehand, as candidates that strategies can learn from. They are in no budget, front or ranking.</summary>
public static class PriorResults
{
    /// <summary>Stage of such candidates.</summary>
    public const string Stage = "warm-start";

    /// <summary>Completed candidates with numbers 0, −1, −2, …, which no candidate of an experiment has.</summary>
    public static ImmutableArray<Candidate> Candidates(Experiment experiment) =>
        [.. experiment.Spec.WarmStart.Select((prior, i) => CandidateOf(experiment, prior, -i))];

    /// <summary>Keys of their configurations.</summary>
    public static IReadOnlySet<string> Keys(Experiment experiment) =>
        experiment
            .Spec.WarmStart.Select(prior => new Configuration(prior.Architecture, prior.Recipe).Key)
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether all objectives are known of it: without one it must not stand among those it would beat for free.</summary>
    public static bool HasAll(PriorResult prior, ImmutableArray<ObjectiveSpec> objectives) =>
        objectives.All(objective => objective.Metric == Metric.Accuracy || prior.Metrics.Contains(objective.Metric));

    private static Candidate CandidateOf(Experiment experiment, PriorResult prior, int number) =>
        new()
        {
            Id = new(experiment.Id, number),
            Stage = Stage,
            Configuration = new(prior.Architecture, prior.Recipe),
            Epochs = experiment.Spec.Trainer.Epochs,
            State = CandidateState.Completed,
            Metrics = MetricsOf(prior),
        };

    private static CandidateMetrics MetricsOf(PriorResult prior) =>
        new()
        {
            Accuracy = prior.Accuracy,
            Loss = Value(prior, Metric.Loss) ?? 1 - prior.Accuracy,
            LatencyMs = Value(prior, Metric.LatencyMs) ?? 0,
            StepTimeMs = Value(prior, Metric.StepTimeMs) ?? 0,
            StepTimeNormalized = Value(prior, PriorReader.StepTimeNormalized) is { } time and > 0 ? time : 1,
            TrainSeconds = Value(prior, Metric.TrainSeconds) ?? 0,
            Macs = (long)(Value(prior, Metric.Macs) ?? 0),
            Params = (long)(Value(prior, Metric.Params) ?? 0),
            Costs = new(prior.Metrics.Values.Where(pair => !Metric.Measured.Contains(pair.Key))),
        };

    private static double? Value(PriorResult prior, string name) =>
        prior.Metrics.TryGet(name, out var value) ? value.AsNumber() : null;
}
