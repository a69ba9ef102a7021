using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.WarmStart;

/// <summary>A result that was known before an experiment began.</summary>
/// <param name="Architecture">A point of the experiment's space: its architecture.</param>
/// <param name="Recipe">Its recipe.</param>
/// <param name="Accuracy">What it reached, 0…1.</param>
/// <param name="Metrics">Further metrics by name, as far as they are known.</param>
public sealed record PriorResult(ParameterSet Architecture, ParameterSet Recipe, double Accuracy, ParameterSet Metrics);
