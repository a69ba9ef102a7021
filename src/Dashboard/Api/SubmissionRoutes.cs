using System.Globalization;
using NasCluster.Client;
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
            .Produces<SubmittedExperiment>(StatusCodes.Status201Created)
            .RequireAuthorization(Role.Researcher)
            .WithSummary(
                "Submit an experiment file. With Idempotency-Key, a repeated call gives the first one's experiment."
            )
            .ProducesProblem(StatusCodes.Status409Conflict);
        api.MapPost("/experiments/validate", ValidateAsync)
            .Produces<CheckedExperiment>()
            .WithSummary(
                "Check an experiment file; nothing is submitted. Whether the data set is there is seen on submission."
            );
    }

    private static async Task<IResult> SubmitAsync(
        HttpContext context,
        ExperimentActions actions,
        ClusterConnection cluster,
        CancellationToken ct
    )
    {
        try
        {
            var key = KeyOf(context.Request);
            var body = await BodyAsync(context.Request, ct);
            var spec = SubmittedFile.Read(body, context.User);
            var id = await actions.SubmitAsync(spec, key, context.User, ct);
            if (key is not null && !await IsOfAsync(cluster.Client.Experiment(id), spec, body, ct))
            {
                return ApiProblem.Of(
                    StatusCodes.Status409Conflict,
                    "idempotency-conflict",
                    $"{KeyHeader} was used before for another file: it is '{id}'."
                );
            }

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

    /// <summary>Whether an experiment was submitted as this file; where the file names no seed, one was drawn.</summary>
    private static async Task<bool> IsOfAsync(
        ExperimentHandle experiment,
        ExperimentSpec spec,
        ReadOnlyMemory<byte> body,
        CancellationToken ct
    )
    {
        var stored = (await experiment.GetSpecAsync(ct))!;
        var sent = SubmittedFile.NamesSeed(body) ? spec : spec with { Seed = stored.Seed };
        return ExperimentSpecHash.Of(sent) == ExperimentSpecHash.Of(stored);
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

        if (request.Headers.ContentEncoding.Count > 0)
        {
            throw new BadHttpRequestException(
                "Bodies are taken as they are: no Content-Encoding is allowed.",
                StatusCodes.Status415UnsupportedMediaType
            );
        }

        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, ct);
        return body.ToArray();
    }
}
