using System.Text.Json;
using System.Text.Json.Serialization;
using NasCluster.Dashboard.Hosting;
using NasCluster.Domain;

namespace NasCluster.Dashboard.Api;

/// <summary>JSON as the domain writes it, problems, and the OpenAPI document.</summary>
internal static class ApiServices
{
    public static void AddDashboardApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(http => Shape(http.SerializerOptions));
        services.AddProblemDetails(problems =>
            problems.CustomizeProblemDetails = context => context.ProblemDetails.Extensions.Remove("traceId")
        );
        // A body that cannot be read is answered like any other bad input.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddExceptionHandler<KnownFailures>();
        services.AddOpenApi(
            "v1",
            document =>
                document.AddDocumentTransformer(
                    (description, _, _) =>
                    {
                        description.Info.Title = "NasCluster";
                        description.Info.Description =
                            "Experiments of a cluster. Send a key as 'Authorization: Bearer KEY'; errors are problem documents (RFC 9457).";
                        return Task.CompletedTask;
                    }
                )
        );
    }

    public static void Shape(JsonSerializerOptions json)
    {
        json.Converters.Add(new CamelCaseEnumConverter());
        json.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        json.AllowDuplicateProperties = false;
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
    }

    public static void MapDashboardApi(this WebApplication app)
    {
        app.MapOpenApi();
        var api = app.MapGroup("/api/v1").WithRefusals();
        api.MapExperiments();
        api.MapSubmission();
        api.MapCandidates();
        api.MapFiles();
        api.MapLogs();
        api.MapEvents();
        api.MapCatalogues();
        api.MapCluster();
        api.MapNotes();
        api.MapFallback(
            (HttpContext context) =>
                ApiProblem.NotFound($"There is no route {context.Request.Method} {context.Request.Path}.")
        );
    }
}
