namespace NasCluster.Domain.Proxies;

/// <summary>A number that says something of an architecture's accuracy after one batch, without training.</summary>
/// <param name="Name">As metrics call it.</param>
/// <param name="Description">What it is, and where it is from.</param>
public sealed record ZeroCostProxy(string Name, string Description);
