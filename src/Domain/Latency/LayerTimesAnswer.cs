namespace NasCluster.Domain.Latency;

/// <param name="Times">What was measured; null where nothing was.</param>
/// <param name="Problem">Why nothing was measured.</param>
public sealed record LayerTimesAnswer(LayerTimes? Times = null, string? Problem = null);
