using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Experiments;

/// <summary>A search strategy by name, with the options given for it; what is not given has the strategy's default.</summary>
public sealed record StrategySpec(string Name, ParameterSet Options);
