namespace NasCluster.Domain.Latency;

/// <summary>A latency table without its entries.</summary>
/// <param name="Device">Name of the device profile.</param>
/// <param name="Subject">Space or network.</param>
/// <param name="Machine">What it was measured on.</param>
/// <param name="Entries">How many blocks.</param>
/// <param name="Calibration">Where whole networks were measured too.</param>
public sealed record LatencyTableSummary(
    string Device,
    string Subject,
    string Machine,
    int Entries,
    LatencyCalibration? Calibration = null
);
