namespace NasCluster.Domain.Latency;

/// <summary>Layers cannot be timed; the message says why.</summary>
public sealed class LayerTimesException(string message, Exception? inner = null) : Exception(message, inner);
