using NasCluster.Domain.Candidates;

namespace NasCluster.Dashboard.Charts;

/// <summary>What accuracy is weighed against.</summary>
/// <param name="Key">In addresses.</param>
/// <param name="Label">On the axis.</param>
/// <param name="Format">Of charts.js.</param>
/// <param name="Value">Reads it.</param>
public sealed record CostAxis(string Key, string Label, string Format, Func<CandidateMetrics, double> Value)
{
    public static readonly CostAxis[] All =
    [
        new("latency", "Latency (ms)", "ms", metrics => metrics.LatencyMs),
        new("macs", "MACs", "short", metrics => metrics.Macs),
        new("params", "Parameters", "short", metrics => metrics.Params),
        new("step", "Step time (ms)", "ms", metrics => metrics.StepTimeMs),
    ];

    /// <summary>The axis of that key; the first one where there is none.</summary>
    public static CostAxis Of(string? key) => Array.Find(All, axis => axis.Key == key) ?? All[0];
}
