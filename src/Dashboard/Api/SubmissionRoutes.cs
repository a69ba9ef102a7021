using System.Globalization;
using System.Text.Json;
using NasCluster.Dashboard.Access;
using NasCluster.Dashboard.Drafts;
using NasCluster.Dashboard.Live;
using NasCluster.Domain.Experiments;

namespace NasCluster.Dashboard.Api;

/// <summary>Experiment files over HTTP: checked, submitted.</summary>
internal static class SubmissionRoutes
{
    private const string KeyHeader = "Idempotency-Key";
    private const int LongestKey = 128;

    public static void MapSubmission(this RouteGroupBuilder api)
    {
        api.MapPost("/experiments", SubmitAsync)
            .Accepts<JsonElement>("application/json")
            .Produces<SubmittedExperiment>(StatusCodes.Status201Created)
            .RequireAuthorization(Role.Researcher)
            .WithSummary(
                "Submit an experiment file. With Idempotency-Key, a repeated call gives the first one's experiment."
            );
        api.MapPost("/experiments/validate", ValidateAsync)
            .Accepts<JsonElement>("application/json")
            .Produces<CheckedExperiment>()
            .WithSummary(
                "Check an experiment file; nothing is submitted. Whether the data set is there is seen on submission."
            );
    }

    private static async Task<IResult> SubmitAsync(HttpContext context, ExperimentActions actions, CancellationToken ct)
    {
        try
        {
            var key = KeyOf(context.Request);
            var spec = SubmittedFile.Read(await BodyAsync(context.Request, ct), context.User);
            var id = await actions.SubmitAsync(spec, key, context.User, ct);
            return Results.Created($"/api/v1/experiments/{id}", new SubmittedExperiment(id));
        }
        catch (InvalidSpecException e)
        {
            return ApiProblem.BadInput(e.Problems);
        }
    }

    private static async Task<IResult> ValidateAsync(HttpRequest request, CancellationToken ct)
    {
        try
        {
            var spec = SubmittedFile.Read(await BodyAsync(request, ct), request.HttpContext.User);
            return Results.Ok(
                new CheckedExperiment(
                    spec.Name,
                    spec.Space.Name,
                    spec.Space.Size.ToString(CultureInfo.InvariantCulture),
                    spec.Space.Dimensions.Length
                )
            );
        }
        catch (InvalidSpecException e)
        {
            return ApiProblem.BadInput(e.Problems);
        }
    }

    /// <exception cref="InvalidSpecException">The key is no key.</exception>
    private static string? KeyOf(HttpRequest request)
    {
        var given = request.Headers[KeyHeader];
        if (given.Count == 0)
        {
            return null;
        }

        return given is [{ Length: > 0 and <= LongestKey } key] && key.All(character => character is > ' ' and <= '~')
            ? $"http {request.HttpContext.User.Identity?.Name} {key}"
            : throw new InvalidSpecException([
                new Problem(
                    "header.invalid",
                    "",
                    0,
                    0,
                    $"{KeyHeader} is one word of 1 to {LongestKey} ASCII characters."
                ),
            ]);
    }

    /// <summary>The body; its size is limited by the server.</summary>
    private static async Task<ReadOnlyMemory<byte>> BodyAsync(HttpRequest request, CancellationToken ct)
    {
        if (!request.HasJsonContentType())
        {
            throw new BadHttpRequestException(
                $"Content-Type is '{request.ContentType}': allowed is application/json.",
                StatusCodes.Status415UnsupportedMediaType
            );
        }

        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, ct);
        return body.ToArray();
    }
}
