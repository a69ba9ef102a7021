using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using NasCluster.Client;
using NasCluster.Dashboard.Live;
using NasCluster.Domain.Experiments;

namespace NasCluster.Dashboard.Api;

/// <summary>Events by sequence number: as a stream that can be taken up again, or a page of those that are there.</summary>
internal static class EventRoutes
{
    private const int LargestPage = 10_000;
    private const int UsualPage = 500;

    public static void MapEvents(this RouteGroupBuilder api) =>
        api.MapGet("/experiments/{id}/events", GetAsync)
            .Produces<ExperimentEvent[]>()
            .WithQuery("after", "limit")
            .WithSummary(
                "Events after a sequence number (after, limit); with 'Accept: text/event-stream' server-sent events until the end, taken up again with Last-Event-ID."
            );

    private static async Task<IResult> GetAsync(
        string id,
        HttpRequest request,
        ClusterConnection cluster,
        CancellationToken ct
    )
    {
        var query = new QueryReader(request.Query);
        var after = query.Sequence("after");
        var limit = query.Whole("limit", UsualPage, 1, LargestPage);
        var last = request.Headers["Last-Event-ID"].ToString();
        var seen = 0L;
        List<Problem> problems = [.. query.Problems];
        if (last.Length > 0 && !long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out seen))
        {
            problems.Add(
                new("header.invalid", "", 0, 0, "Last-Event-ID is the sequence number of an event, 0 or more.")
            );
        }

        if (problems.Count > 0)
        {
            return ApiProblem.BadInput(problems);
        }

        var handle = cluster.Client.Experiment(id);
        if (await handle.GetSpecAsync(ct) is null)
        {
            return ApiProblem.NoExperiment(id);
        }

        after = Math.Max(after, seen);
        return request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase)
            ? TypedResults.ServerSentEvents(StreamAsync(handle, after, ct))
            : Results.Ok(await handle.GetEventsAsync(after, limit, ct));
    }

    private static async IAsyncEnumerable<SseItem<ExperimentEvent>> StreamAsync(
        ExperimentHandle handle,
        long after,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        await foreach (var item in handle.WatchAsync(after, ct))
        {
            yield return new(item, "event") { EventId = item.Sequence.ToString(CultureInfo.InvariantCulture) };
        }
    }
}
