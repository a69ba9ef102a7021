using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Cli.Commands;

/// <summary>A file of `nas cost`: a network of the zoo, or an architecture of a built-in space.</summary>
internal sealed record CostRequest
{
    /// <summary>Name in the zoo.</summary>
    public string? Network { get; init; }

    /// <summary>Name of a space; then architecture, resolution and classes are needed.</summary>
    public string? Space { get; init; }

    public ParameterSet? Architecture { get; init; }

    public int? Resolution { get; init; }

    public int? Classes { get; init; }

    public int? Channels { get; init; }

    public double? WidthMultiplier { get; init; }

    public double? DepthMultiplier { get; init; }
}
