namespace NasCluster.Domain.Latency;

/// <summary>A measured table and how good it is.</summary>
/// <param name="Table">The table.</param>
/// <param name="Coverage">Share of random architectures of the space that it can estimate, 0–1.</param>
/// <param name="CallOverheadMs">Time of a run that does next to nothing; taken off every entry.</param>
/// <param name="Seconds">Time the measurements took.</param>
/// <param name="Accuracy">Where networks were measured to compare with.</param>
public sealed record LatencyTableReport(
    LatencyTable Table,
    double Coverage,
    double CallOverheadMs,
    double Seconds,
    LatencyAccuracy? Accuracy = null
);
