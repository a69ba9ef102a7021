using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Prediction;

/// <summary>An architecture and its computed costs: free labels for pre-training.</summary>
public sealed record ProxyExample(Configuration Configuration, long Macs, long Params);
