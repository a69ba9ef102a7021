using System.Collections.Immutable;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Zoo;

namespace NasCluster.Domain.Proxies;

/// <summary>Proxies of one network: one of the zoo, or an architecture with its decoder.</summary>
public sealed record ProxyRequest
{
    /// <summary>Name in the zoo; null for an architecture.</summary>
    public string? Network { get; init; }

    /// <summary>What is chosen of a network of the zoo.</summary>
    public ZooRequest? Options { get; init; }

    /// <summary>Decoder of the architecture.</summary>
    public string? Decoder { get; init; }

    public ParameterSet? Architecture { get; init; }

    /// <summary>Input and classes of the architecture.</summary>
    public NetworkTarget? Target { get; init; }

    /// <summary>A data set whose training images are the batch; null for normally distributed noise with random classes.</summary>
    public string? Dataset { get; init; }

    /// <summary>Which proxies.</summary>
    public required ImmutableArray<string> Proxies { get; init; }

    /// <summary>Images of the batch, 2 or more.</summary>
    public int Batch { get; init; } = 64;

    /// <summary>Seeds weights and noise.</summary>
    public ulong Seed { get; init; }
}
