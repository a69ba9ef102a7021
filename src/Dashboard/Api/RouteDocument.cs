using Microsoft.OpenApi;

namespace NasCluster.Dashboard.Api;

/// <summary>What the OpenAPI document says of a route beyond its handler's arguments.</summary>
internal static class RouteDocument
{
    private static readonly int[] Refusals =
    [
        StatusCodes.Status400BadRequest,
        StatusCodes.Status401Unauthorized,
        StatusCodes.Status403Forbidden,
        StatusCodes.Status404NotFound,
        StatusCodes.Status429TooManyRequests,
        StatusCodes.Status503ServiceUnavailable,
    ];

    /// <summary>Names the parameters of the query that the route reads by itself.</summary>
    public static RouteHandlerBuilder WithQuery(this RouteHandlerBuilder route, params string[] names) =>
        route.AddOpenApiOperationTransformer(
            (operation, _, _) =>
            {
                operation.Parameters ??= [];
                foreach (var name in names)
                {
                    operation.Parameters.Add(
                        new OpenApiParameter
                        {
                            Name = name,
                            In = ParameterLocation.Query,
                            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                        }
                    );
                }

                return Task.CompletedTask;
            }
        );

    /// <summary>Every route may refuse with a problem document.</summary>
    public static RouteGroupBuilder WithRefusals(this RouteGroupBuilder api)
    {
        foreach (var status in Refusals)
        {
            api.ProducesProblem(status);
        }

        return api;
    }
}
