using System.Collections.Immutable;
using System.Globalization;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Cli.Commands;

/// <param name="Name">Name of the space.</param>
/// <param name="Size">Exact number of points of its discrete dimensions, as digits.</param>
/// <param name="Decoder">What turns an architecture into a network; null for none.</param>
/// <param name="Dimensions">In order.</param>
internal sealed record SpaceOutput(string Name, string Size, string? Decoder, ImmutableArray<Dimension> Dimensions)
{
    public static SpaceOutput Of(SearchSpace space) =>
        new(space.Name, space.Size.ToString(CultureInfo.InvariantCulture), space.Decoder, space.Dimensions);
}
