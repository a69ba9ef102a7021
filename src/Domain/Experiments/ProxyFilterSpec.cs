namespace NasCluster.Domain.Experiments;

/// <summary>Only the best by a zero-cost proxy are trained, once a first batch has shown what is good.</summary>
/// <param name="Proxy">One of the proxies that are computed; large is good.</param>
/// <param name="Keep">Share of the first batch that is as good as what is trained later; above 0, at most 1.</param>
public sealed record ProxyFilterSpec(string Proxy, double Keep);
