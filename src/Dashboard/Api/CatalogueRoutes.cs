using System.Globalization;
using NasCluster.Dashboard.Networks;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Zoo;

namespace NasCluster.Dashboard.Api;

/// <summary>What the product brings: search spaces and published networks.</summary>
internal static class CatalogueRoutes
{
    public static void MapCatalogues(this RouteGroupBuilder api)
    {
        api.MapGet("/spaces", () => SpaceCatalog.Names.Select(name => SpaceSummary.Of(SpaceCatalog.Find(name)!)))
            .WithSummary("Built-in search spaces.");
        api.MapGet("/spaces/{name}", Space)
            .Produces<SpaceDescription>()
            .WithSummary("A search space with its dimensions.");
        api.MapGet("/zoo", () => ZooListing.All).WithSummary("Published networks with their costs.");
        api.MapGet("/zoo/{name}", Network)
            .Produces<NetworkView>()
            .WithQuery("resolution", "classes")
            .WithSummary("A network with its layers: resolution, classes.");
    }

    private static IResult Space(string name) =>
        SpaceCatalog.Find(name) is { } space
            ? Results.Ok(
                new SpaceDescription(
                    space.Name,
                    space.Size.ToString(CultureInfo.InvariantCulture),
                    space.Decoder,
                    space.Dimensions
                )
            )
            : ApiProblem.NotFound($"There is no space '{name}'.");

    private static IResult Network(string name, HttpRequest request)
    {
        var query = new QueryReader(request.Query);
        var resolution = query.Whole("resolution", 0, 1, 8192);
        var classes = query.Whole("classes", 0, 1, 1_000_000);
        if (query.Problems is { Count: > 0 } problems)
        {
            return ApiProblem.BadInput(problems);
        }

        if (ZooCatalog.Find(name) is not { } model)
        {
            return ApiProblem.NotFound($"There is no network '{name}'.");
        }

        try
        {
            var asked = new ZooRequest
            {
                Height = resolution > 0 ? resolution : null,
                Classes = classes > 0 ? classes : null,
            };
            return Results.Ok(NetworkView.Of(model.Name, model.Create(asked), []));
        }
        catch (InvalidNetworkException e)
        {
            return ApiProblem.BadInput([new("network.invalid", "", 0, 0, e.Message)]);
        }
    }
}
