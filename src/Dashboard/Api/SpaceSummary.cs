using System.Globalization;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Dashboard.Api;

/// <param name="Name">Name of the space.</param>
/// <param name="Size">Points of its discrete dimensions, as digits.</param>
/// <param name="Decoder">What turns an architecture into a network; null for none.</param>
/// <param name="Dimensions">How many.</param>
internal sealed record SpaceSummary(string Name, string Size, string? Decoder, int Dimensions)
{
    public static SpaceSummary Of(SearchSpace space) =>
        new(space.Name, space.Size.ToString(CultureInfo.InvariantCulture), space.Decoder, space.Dimensions.Length);
}
