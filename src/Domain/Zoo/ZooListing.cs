using System.Collections.Immutable;
using NasCluster.Domain.Costs;

namespace NasCluster.Domain.Zoo;

/// <summary>A published network in the list.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Family">The system it belongs to.</param>
/// <param name="Resolution">Image side in pixels.</param>
/// <param name="Classes">Classes of the release.</param>
/// <param name="Params">Trained parameters.</param>
/// <param name="Macs">Multiply-accumulates of one image.</param>
/// <param name="PublishedTop1">Accuracy its authors say it reaches on ImageNet, in per cent; null where none is known.</param>
public sealed record ZooListing(
    string Name,
    string Family,
    int Resolution,
    int Classes,
    long Params,
    long Macs,
    double? PublishedTop1
)
{
    private static readonly Lazy<ImmutableArray<ZooListing>> Listings = new(() => [.. ZooCatalog.Models.Select(Of)]);

    /// <summary>In the order of the families; costs are computed when first asked for.</summary>
    public static ImmutableArray<ZooListing> All => Listings.Value;

    private static ZooListing Of(ZooModel model)
    {
        var cost = NetworkCost.Of(model.Create());
        return new(
            model.Name,
            model.Family,
            model.Resolution,
            model.Classes,
            cost.Params,
            cost.Macs.Total,
            PublishedAccuracy.Of(model.Name)
        );
    }
}
