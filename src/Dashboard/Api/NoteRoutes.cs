using Microsoft.Net.Http.Headers;
using NasCluster.Dashboard.Access;
using NasCluster.Dashboard.Live;
using NasCluster.Dashboard.Notes;

namespace NasCluster.Dashboard.Api;

/// <summary>Notes and tags of experiments and candidates; the audit log.</summary>
internal static class NoteRoutes
{
    private const string OfExperiment = "/experiments/{id}/note";
    private const string OfCandidate = "/experiments/{id}/candidates/{number:int:min(1)}/note";
    private const int LargestPage = 1000;

    public static void MapNotes(this RouteGroupBuilder api)
    {
        foreach (var route in new[] { OfExperiment, OfCandidate })
        {
            api.MapGet(route, GetAsync)
                .Produces<Note>()
                .WithSummary("Its note and tags with an ETag; empty ones where nobody wrote any.");
            api.MapPut(route, PutAsync)
                .RequireAuthorization(Role.Researcher)
                .Produces<Note>()
                .WithSummary(
                    "Writes note and tags in place of earlier ones: {\"text\": \"…\", \"tags\": [\"…\"]}. With If-Match only where nobody wrote meanwhile."
                );
        }

        api.MapGet("/audit", AuditAsync)
            .RequireAuthorization(Role.Admin)
            .Produces<AuditEntry[]>()
            .WithQuery("before", "limit")
            .WithSummary("Who did what, newest first: before, limit.");
    }

    private static async Task<IResult> GetAsync(
        string id,
        int? number,
        NoteBook notes,
        ClusterConnection cluster,
        HttpContext context,
        CancellationToken ct
    ) =>
        await MissingAsync(id, number, cluster, ct)
        ?? Answer(await notes.FindAsync(id, number, ct) ?? Note.None, context);

    private static async Task<IResult> PutAsync(
        string id,
        int? number,
        NoteDraft draft,
        NoteBook notes,
        ClusterConnection cluster,
        HttpContext context,
        CancellationToken ct
    )
    {
        if (await MissingAsync(id, number, cluster, ct) is { } missing)
        {
            return missing;
        }

        if (draft.Problems() is { Count: > 0 } problems)
        {
            return ApiProblem.BadInput(problems);
        }

        return
            context.Request.GetTypedHeaders().IfMatch is { Count: > 0 } wanted
            && IsStale(wanted, await notes.FindAsync(id, number, ct) ?? Note.None)
            ? ApiProblem.Of(
                StatusCodes.Status412PreconditionFailed,
                "changed-meanwhile",
                "Somebody wrote meanwhile: read it again, and send its ETag as If-Match."
            )
            : Answer(await notes.SaveAsync(id, number, draft, context.User, ct), context);
    }

    private static IResult Answer(Note note, HttpContext context)
    {
        context.Response.Headers.ETag = note.Version.ToString();
        return Results.Ok(note);
    }

    private static bool IsStale(IList<EntityTagHeaderValue> wanted, Note now) =>
        !wanted.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(now.Version, useStrongComparison: true));

    private static async Task<IResult> AuditAsync(HttpRequest request, AuditLog audit, CancellationToken ct)
    {
        var query = new QueryReader(request.Query);
        var before = query.Text("before");
        var limit = query.Whole("limit", 100, 1, LargestPage);
        return query.Problems is { Count: > 0 } problems
            ? ApiProblem.BadInput(problems)
            : Results.Ok(await audit.ReadAsync(before, limit, ct));
    }

    private static async Task<IResult?> MissingAsync(
        string id,
        int? number,
        ClusterConnection cluster,
        CancellationToken ct
    )
    {
        var experiment = cluster.Client.Experiment(id);
        if (number is { } one)
        {
            return await experiment.GetTrainedAsync(one, ct) is null
                ? ApiProblem.NotFound($"There is no candidate {one} of an experiment '{id}'.")
                : null;
        }

        return await experiment.GetSpecAsync(ct) is null ? ApiProblem.NoExperiment(id) : null;
    }
}
