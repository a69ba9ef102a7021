using System.Collections.Immutable;
using NasCluster.Domain.Costs;
using NasCluster.Domain.Zoo;

namespace NasCluster.Dashboard.Networks;

/// <summary>A published network in the list.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Family">The system it belongs to.</param>
/// <param name="Resolution">Image side in pixels.</param>
/// <param name="Classes">Classes of the release.</param>
/// <param name="Params">Trained parameters.</param>
/// <param name="Macs">Multiply-accumulates of one image.</param>
public sealed record ZooListing(string Name, string Family, int Resolution, int Classes, long Params, long Macs)
{
    private static readonly Lazy<ImmutableArray<ZooListing>> Listings = new(() => [.. ZooCatalog.Models.Select(Of)]);

    /// <summary>In the order of the families; costs are computed when first asked for.</summary>
    public static ImmutableArray<ZooListing> All => Listings.Value;

    private static ZooListing Of(ZooModel model)
    {
        var cost = NetworkCost.Of(model.Create());
        return new(model.Name, model.Family, model.Resolution, model.Classes, cost.Params, cost.Macs.Total);
    }
}
