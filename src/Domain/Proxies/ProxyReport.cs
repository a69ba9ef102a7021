using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Proxies;

/// <summary>The proxies of one network.</summary>
/// <param name="Network">Its name, or its decoder's.</param>
/// <param name="InputShape">Of the batch.</param>
/// <param name="Data">Name of the data set, or "noise".</param>
/// <param name="Seed">Of weights and noise.</param>
/// <param name="Params">Trained elements.</param>
/// <param name="Macs">Multiply–accumulates of one image.</param>
/// <param name="Proxies">By name; without those that are not finite.</param>
/// <param name="Seconds">All of them together.</param>
public sealed record ProxyReport(
    string Network,
    int[] InputShape,
    string Data,
    ulong Seed,
    long Params,
    long Macs,
    ParameterSet Proxies,
    double Seconds
);
