namespace NasCluster.Domain.Latency;

/// <summary>A latency table in a file cannot be read; the message names the line and what is allowed.</summary>
public sealed class InvalidLatencyTableException(string message) : Exception(message);
