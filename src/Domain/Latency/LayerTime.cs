namespace NasCluster.Domain.Latency;

/// <param name="Layer">Name of the layer's node in its network.</param>
/// <param name="MedianMs">Median inference time in milliseconds.</param>
public sealed record LayerTime(string Layer, double MedianMs);
