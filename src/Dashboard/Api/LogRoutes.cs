using System.Globalization;
using System.Text;
using NasCluster.Dashboard.Live;

namespace NasCluster.Dashboard.Api;

/// <summary>What trainers printed at a candidate.</summary>
internal static class LogRoutes
{
    public static void MapLogs(this RouteGroupBuilder api) =>
        api.MapGet("/experiments/{id}/candidates/{number:int:min(1)}/log", GetAsync)
            .Produces<string>(StatusCodes.Status200OK, "text/plain")
            .WithQuery("attempt")
            .WithSummary(
                "What its trainer printed to stdout and stderr: of an attempt, or of the last one that printed something."
            );

    private static async Task<IResult> GetAsync(
        string id,
        int number,
        HttpRequest request,
        ClusterConnection cluster,
        CancellationToken ct
    )
    {
        var query = new QueryReader(request.Query);
        var attempt = query.Whole("attempt", 0, 1, int.MaxValue);
        if (query.Problems is { Count: > 0 } problems)
        {
            return ApiProblem.BadInput(problems);
        }

        var candidate = cluster.Client.Candidate(new(id, number));
        if (await candidate.GetTrainedAsync(ct) is not { } trained)
        {
            return CandidateRoutes.NoCandidate(id, number);
        }

        var logs = await candidate.GetLogsAsync(ct);
        return logs.LastOrDefault(log => attempt == 0 || log.Attempt == attempt) is { } log
            ? Results.Text(log.Text, "text/plain", Encoding.UTF8)
            : ApiProblem.NotFound(Missing(candidate.Id.ToString(), attempt, trained.Candidate.Attempts));
    }

    private static string Missing(string candidate, int attempt, int attempts)
    {
        var what = attempt == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"attempt {attempt} of ");
        return attempt > attempts || attempts == 0
            ? $"{candidate} has had {attempts.ToString(CultureInfo.InvariantCulture)} attempts."
            : $"There is no log of {what}{candidate}: the trainer printed nothing, or it lies on the disk of a worker that does not answer now.";
    }
}
