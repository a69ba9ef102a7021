using System.Collections.Immutable;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Dashboard.Api;

/// <param name="Name">Name of the space.</param>
/// <param name="Size">Points of its discrete dimensions, as digits.</param>
/// <param name="Decoder">What turns an architecture into a network; null for none.</param>
/// <param name="Dimensions">In order.</param>
internal sealed record SpaceDescription(
    string Name,
    string Size,
    string? Decoder,
    ImmutableArray<Dimension> Dimensions
);
