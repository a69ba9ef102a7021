namespace NasCluster.Domain.Latency;

/// <summary>Time of one block on one device: batch 1, evaluation mode.</summary>
/// <param name="Key">Input shape, block, output shape.</param>
/// <param name="MedianMs">Median of the repeats less the device's call overhead, in milliseconds.</param>
/// <param name="P95Ms">95th percentile, likewise.</param>
/// <param name="Repeats">Timed runs.</param>
public sealed record LatencyEntry(BlockKey Key, double MedianMs, double P95Ms, int Repeats);
