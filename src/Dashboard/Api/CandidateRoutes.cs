using NasCluster.Dashboard.Access;
using NasCluster.Dashboard.Candidates;
using NasCluster.Dashboard.Live;
using NasCluster.Dashboard.Networks;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Latency;

namespace NasCluster.Dashboard.Api;

/// <summary>Candidates: a page of them, one, its curve, its network.</summary>
internal static class CandidateRoutes
{
    private static readonly string[] Query =
    [
        "state",
        "stage",
        "search",
        "minAccuracy",
        "maxLatencyMs",
        "maxMacs",
        "maxParams",
        "where",
        "numbers",
        "sort",
        "by",
        "order",
        "offset",
        "limit",
    ];

    public static void MapCandidates(this RouteGroupBuilder api)
    {
        api.MapGet("/experiments/{id}/candidates", ListAsync)
            .Produces<Paged<CandidateView>>()
            .WithQuery(Query)
            .WithSummary(
                "Candidates, filtered, sorted and paged: state, stage, search, minAccuracy, maxLatencyMs, maxMacs, maxParams, where (flops<=100,latencyMs>=0.5), numbers (3,17), sort, by (with sort=cost), order, offset, limit."
            );
        api.MapGet("/experiments/{id}/candidates.csv", CsvAsync)
            .Produces<string>(StatusCodes.Status200OK, "text/csv")
            .WithQuery(Query)
            .WithSummary("The same filter and order, all of them as CSV.");
        api.MapGet("/experiments/{id}/candidates/{number:int:min(1)}", GetAsync)
            .Produces<CandidateView>()
            .WithSummary("One candidate.");
        api.MapGet("/experiments/{id}/candidates/{number:int:min(1)}/curve", CurveAsync)
            .Produces<EpochReport[]>()
            .WithSummary("Its epochs.");
        api.MapGet("/experiments/{id}/candidates/{number:int:min(1)}/network", NetworkAsync)
            .Produces<NetworkView>()
            .WithSummary(
                "Its network: layers with shapes, parameters, MACs; blocks with latency where a table has them."
            );
        api.MapPost("/experiments/{id}/candidates/{number:int:min(1)}/layers", LayersAsync)
            .RequireAuthorization(Role.Researcher)
            .Produces<LayerTimes>()
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary(
                "Times its network layer by layer on a worker with the device its latency is measured on; takes seconds, and is measured once."
            );
    }

    private static Task<IResult> ListAsync(
        string id,
        HttpRequest request,
        ExperimentFeeds feeds,
        CancellationToken ct
    ) => AskAsync(id, request, feeds, (query, snapshot) => Results.Ok(query.Page(snapshot)), ct);

    private static Task<IResult> CsvAsync(
        string id,
        HttpRequest request,
        ExperimentFeeds feeds,
        CancellationToken ct
    ) =>
        AskAsync(
            id,
            request,
            feeds,
            (query, snapshot) =>
                Results.Bytes(CandidateCsv.Of(snapshot.Select(query)), "text/csv; charset=utf-8", $"{id}.csv"),
            ct
        );

    private static async Task<IResult> AskAsync(
        string id,
        HttpRequest request,
        ExperimentFeeds feeds,
        Func<CandidateQuery, ExperimentSnapshot, IResult> answer,
        CancellationToken ct
    )
    {
        var (query, problems) = CandidateQuery.Read(request.Query);
        if (problems.Count > 0)
        {
            return ApiProblem.BadInput(problems);
        }

        return await feeds.ReadAsync(id, ct) is { } snapshot ? answer(query, snapshot) : ApiProblem.NoExperiment(id);
    }

    private static async Task<IResult> GetAsync(string id, int number, ExperimentFeeds feeds, CancellationToken ct) =>
        await feeds.ReadAsync(id, ct) is { } snapshot && snapshot.Find(number) is { } candidate
            ? Results.Ok(snapshot.Ranks.Ranked(candidate))
            : NoCandidate(id, number);

    private static async Task<IResult> CurveAsync(
        string id,
        int number,
        ClusterConnection cluster,
        CancellationToken ct
    ) =>
        await cluster.Client.Experiment(id).GetTrainedAsync(number, ct) is not null
            ? Results.Ok(await cluster.Client.Experiment(id).GetCurveAsync(number, ct))
            : NoCandidate(id, number);

    private static async Task<IResult> NetworkAsync(
        string id,
        int number,
        CandidateNetworks networks,
        CancellationToken ct
    ) =>
        await networks.FindAsync(id, number, ct) switch
        {
            null => NoCandidate(id, number),
            { Network: { } network } => Results.Ok(network),
            { Reason: var reason } => ApiProblem.NotFound(reason!),
        };

    private static async Task<IResult> LayersAsync(
        string id,
        int number,
        ClusterConnection cluster,
        CancellationToken ct
    )
    {
        try
        {
            return await cluster.Client.Candidate(new(id, number)).MeasureLayersAsync(ct) is { } times
                ? Results.Ok(times)
                : NoCandidate(id, number);
        }
        catch (LayerTimesException e)
        {
            return ApiProblem.Of(StatusCodes.Status409Conflict, "not-measurable", e.Message);
        }
    }

    public static IResult NoCandidate(string id, int number) =>
        ApiProblem.NotFound($"There is no candidate {number} of an experiment '{id}'.");
}
