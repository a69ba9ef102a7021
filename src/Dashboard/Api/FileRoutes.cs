using System.Globalization;
using NasCluster.Dashboard.Access;
using NasCluster.Dashboard.Live;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Exporting;

namespace NasCluster.Dashboard.Api;

/// <summary>What a trained candidate is taken away as: its checkpoint, or an archive to deploy.</summary>
internal static class FileRoutes
{
    private const string Bytes = "application/octet-stream";
    private const string Zip = "application/zip";

    public static void MapFiles(this RouteGroupBuilder api)
    {
        api.MapGet("/experiments/{id}/candidates/{number:int:min(1)}/checkpoint", CheckpointAsync)
            .Produces<Stream>(StatusCodes.Status200OK, Bytes)
            .WithSummary("Its last checkpoint; for the built-in trainer a safetensors file.");
        api.MapGet("/experiments/{id}/candidates/{number:int:min(1)}/model.zip", ModelAsync)
            .RequireAuthorization(Role.Researcher)
            .Produces<Stream>(StatusCodes.Status200OK, Zip)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary(
                "Its network to deploy: ONNX, weights, labels, preprocessing, figures evaluated anew, provenance. The first call takes as long as writing it."
            );
    }

    private static async Task CheckpointAsync(
        string id,
        int number,
        HttpContext context,
        ClusterConnection cluster,
        CancellationToken ct
    )
    {
        var candidate = cluster.Client.Candidate(new(id, number));
        if (await candidate.GetTrainedAsync(ct) is not { } trained)
        {
            await CandidateRoutes.NoCandidate(id, number).ExecuteAsync(context);
        }
        else if (trained.Checkpoint is { } checkpoint && await candidate.OpenCheckpointAsync(ct) is { } file)
        {
            await SendAsync(context, file, Bytes, NameOf(candidate.Id, Path.GetExtension(checkpoint.Path)));
        }
        else
        {
            await ApiProblem
                .NotFound($"{candidate.Id} has no checkpoint that the control silos can read.")
                .ExecuteAsync(context);
        }
    }

    private static async Task ModelAsync(
        string id,
        int number,
        HttpContext context,
        ClusterConnection cluster,
        CancellationToken ct
    )
    {
        var candidate = cluster.Client.Candidate(new(id, number));
        try
        {
            if (await candidate.OpenModelAsync(ct) is { } file)
            {
                await SendAsync(context, file, Zip, NameOf(candidate.Id, ".zip"));
            }
            else
            {
                await CandidateRoutes.NoCandidate(id, number).ExecuteAsync(context);
            }
        }
        catch (ModelExportException e)
        {
            await ApiProblem.Of(StatusCodes.Status409Conflict, "not-exportable", e.Message).ExecuteAsync(context);
        }
    }

    private static async Task SendAsync(HttpContext context, Stream file, string type, string name)
    {
        context.Response.ContentLength = file.Length;
        await Results.Stream(file, type, name).ExecuteAsync(context);
    }

    private static string NameOf(CandidateId id, string extension) =>
        string.Create(CultureInfo.InvariantCulture, $"{id.Experiment}-{id.Number}{extension}");
}
