using NasCluster.Dashboard.Live;
using NasCluster.Domain.Candidates;

namespace NasCluster.Dashboard.Charts;

/// <summary>What accuracy is weighed against.</summary>
/// <param name="Key">In addresses.</param>
/// <param name="Label">On the axis.</param>
/// <param name="Format">Of charts.js.</param>
/// <param name="Metric">Its name as limits and objectives call it.</param>
public sealed record CostAxis(string Key, string Label, string Format, string Metric)
{
    public static readonly CostAxis[] All =
    [
        new("latency", "Latency", "ms", Domain.Ranking.Metric.LatencyMs),
        new("macs", "MACs", "short", Domain.Ranking.Metric.Macs),
        new("params", "Parameters", "short", Domain.Ranking.Metric.Params),
        new("step", "Step time", "ms", Domain.Ranking.Metric.StepTimeMs),
    ];

    /// <summary>The usual ones, and the costs by name that candidates of an experiment have.</summary>
    internal static IReadOnlyList<CostAxis> For(ExperimentSnapshot snapshot) =>
        snapshot.Shared(
            nameof(CostAxis),
            () =>
                (IReadOnlyList<CostAxis>)
                    [.. All, .. snapshot.Costs.Select(name => new CostAxis(name, name, "short", name))]
        );

    /// <summary>The axis of that key; the first one that candidates have a value for where there is none.</summary>
    internal static CostAxis Of(ExperimentSnapshot snapshot, string? key) =>
        For(snapshot).FirstOrDefault(axis => axis.Key == key)
        ?? For(snapshot).FirstOrDefault(axis => snapshot.Completed.Any(candidate => axis.Value(candidate.Metrics!) > 0))
        ?? All[0];

    /// <summary>0 where a candidate has no such metric.</summary>
    public double Value(CandidateMetrics metrics) => Domain.Ranking.Metric.Of(metrics, Metric) ?? 0;
}
