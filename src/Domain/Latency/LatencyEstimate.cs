namespace NasCluster.Domain.Latency;

/// <summary>Expected inference time of a network from a table.</summary>
/// <param name="Device">Device profile of the table.</param>
/// <param name="Table">Subject of the table.</param>
/// <param name="EstimateMs">Sum of the entries of its blocks, in milliseconds.</param>
/// <param name="CalibratedMs">The sum corrected by what whole networks took; null where the table has no calibration.</param>
public sealed record LatencyEstimate(string Device, string Table, double EstimateMs, double? CalibratedMs = null);
