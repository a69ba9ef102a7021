namespace NasCluster.Domain.Ports;

/// <summary>
/// The store cannot be reached just now, or did not answer in time. Whether the call took effect is not known; every
/// call may be made again later.
/// </summary>
public sealed class StoreAwayException(string message, Exception? inner = null) : Exception(message, inner);
