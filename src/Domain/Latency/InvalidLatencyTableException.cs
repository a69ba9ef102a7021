namespace NasCluster.Domain.Latency;

/// <summary>
/// A latency table in a file cannot be read, or a device's tables lack blocks; the message names what and what is allowed.
/// </summary>
public sealed class InvalidLatencyTableException(string message) : Exception(message);
