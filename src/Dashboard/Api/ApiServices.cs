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

    /// <summary>What no route answers is told as a problem too; a wrong verb has the right ones in Allow.</summary>
    public static void UseApiProblems(this WebApplication app) =>
        app.UseStatusCodePages(context => TellAsync(context.HttpContext));

    private static Task TellAsync(HttpContext context)
    {
        var (request, status) = (context.Request, context.Response.StatusCode);
        return !request.Path.StartsWithSegments("/api") ? Task.CompletedTask
            : status == StatusCodes.Status405MethodNotAllowed
                ? ApiProblem
                    .Of(
                        status,
                        "no-such-verb",
                        $"{request.Path} takes {context.Response.Headers.Allow} and not {request.Method}."
                    )
                    .ExecuteAsync(context)
            : status == StatusCodes.Status404NotFound
                ? ApiProblem.NotFound($"There is no route {request.Method} {request.Path}.").ExecuteAsync(context)
            : Task.CompletedTask;
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
    }
}
