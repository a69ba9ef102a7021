using System.Collections.Immutable;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Experiments;

/// <summary>How finished candidates are ordered, and so which one wins.</summary>
public sealed record RankingSpec
{
    public RankBy By { get; init; } = RankBy.Reward;

    /// <summary>Exponent of the normalised step time S (EfficientNetV2 §3.3), or of L/T (MnasNet §3.1).</summary>
    public double W { get; init; } = -0.07;

    /// <summary>Exponent of the parameter count P (EfficientNetV2 §3.3).</summary>
    public double V { get; init; } = -0.05;

    /// <summary>MnasNet: the metric L.</summary>
    public string Metric { get; init; } = Ranking.Metric.LatencyMs;

    /// <summary>MnasNet: the target T of that metric; above 0.</summary>
    public double Target { get; init; } = 1;

    /// <summary>MnasNet: nothing is gained below the target, and above it the reward falls as T/L (α = 0, β = −1).</summary>
    public bool Hard { get; init; }

    /// <summary>Weighted sum: the weight of every metric in it.</summary>
    public ParameterSet Weights { get; init; } = ParameterSet.Empty;

    /// <summary>What the Pareto front is made of; empty for accuracy, latency, MACs and parameters.</summary>
    /// <remarks>Experiments stored by an earlier version have none.</remarks>
    public ImmutableArray<ObjectiveSpec> Objectives
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];
}
