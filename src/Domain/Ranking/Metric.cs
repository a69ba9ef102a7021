using NasCluster.Domain.Candidates;
using NasCluster.Domain.Costs;

namespace NasCluster.Domain.Ranking;

/// <summary>The numbers of a candidate by name, as objectives, limits and rankings of an experiment file call them.</summary>
public static class Metric
{
    public const string Accuracy = "accuracy";
    public const string Loss = "loss";
    public const string LatencyMs = "latencyMs";
    public const string StepTimeMs = "stepTimeMs";
    public const string TrainSeconds = "trainSeconds";
    public const string Macs = "macs";
    public const string Params = "params";
    public const string PeakMemoryBytes = "peakMemoryBytes";
    public const string ActivationElements = "activationElements";

    /// <summary>What training or measuring any candidate gives.</summary>
    public static IReadOnlyList<string> Measured { get; } =
    [Accuracy, Loss, LatencyMs, StepTimeMs, TrainSeconds, Macs, Params];

    /// <summary>What a network's description alone gives.</summary>
    public static IReadOnlyList<string> Computed { get; } = [Macs, Params, PeakMemoryBytes, ActivationElements];

    /// <summary>A metric of a finished candidate; null where it has none of that name.</summary>
    public static double? Of(CandidateMetrics metrics, string name) =>
        name switch
        {
            Accuracy => metrics.Accuracy,
            Loss => metrics.Loss,
            LatencyMs => metrics.LatencyMs,
            StepTimeMs => metrics.StepTimeMs,
            TrainSeconds => metrics.TrainSeconds,
            Macs => metrics.Macs,
            Params => metrics.Params,
            _ => metrics.Costs is { } costs && costs.TryGet(name, out var value) ? value.AsNumber() : null,
        };

    /// <summary>A cost of a network; null where it is none that can be computed.</summary>
    public static double? Of(NetworkCost cost, string name) =>
        name switch
        {
            Macs => cost.Macs.Total,
            Params => cost.Params,
            PeakMemoryBytes => cost.PeakMemoryBytes,
            ActivationElements => cost.ActivationElements,
            _ => null,
        };
}
