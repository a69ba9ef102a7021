namespace NasCluster.Domain.Experiments;

/// <summary>A metric that is wanted large or small.</summary>
/// <param name="Metric">Its name.</param>
/// <param name="Maximize">Large is good.</param>
public sealed record ObjectiveSpec(string Metric, bool Maximize);
