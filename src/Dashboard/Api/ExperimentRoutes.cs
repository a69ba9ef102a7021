using NasCluster.Dashboard.Access;
using NasCluster.Dashboard.Live;
using NasCluster.Domain.Experiments;

namespace NasCluster.Dashboard.Api;

/// <summary>Experiments: list, one, what was submitted, and the verbs.</summary>
internal static class ExperimentRoutes
{
    private const int LargestPage = 500;
    private const int UsualPage = 50;

    public static void MapExperiments(this RouteGroupBuilder api)
    {
        api.MapGet("/experiments", ListAsync)
            .Produces<Paged<ExperimentResult>>()
            .WithQuery("state", "offset", "limit")
            .WithSummary("Experiments, newest first: state, offset, limit.");
        api.MapGet("/experiments/{id}", GetAsync)
            .Produces<ExperimentResult>()
            .WithSummary("Where an experiment stands, or how it ended.");
        api.MapGet("/experiments/{id}/spec", SpecAsync).Produces<ExperimentSpec>().WithSummary("What was submitted.");
        api.MapGet("/experiments/{id}/pareto", ParetoAsync)
            .Produces<CandidateView[]>()
            .WithSummary("The front over accuracy, latency, MACs and parameters.");
        api.MapPost("/experiments/{id}/{verb:regex(^(pause|resume|cancel)$)}", ChangeAsync)
            .Produces<ExperimentResult>()
            .ProducesProblem(StatusCodes.Status409Conflict)
            .RequireAuthorization(Role.Researcher)
            .WithSummary("pause starts nothing new, resume goes on, cancel ends for good.");
    }

    private static async Task<IResult> ListAsync(HttpRequest request, ClusterConnection cluster, CancellationToken ct)
    {
        var query = new QueryReader(request.Query);
        var state = query.Word<ExperimentState>("state");
        var offset = query.Whole("offset", 0, 0, int.MaxValue);
        var limit = query.Whole("limit", UsualPage, 1, LargestPage);
        if (query.Problems is { Count: > 0 } problems)
        {
            return ApiProblem.BadInput(problems);
        }

        var all = await cluster.Client.ListAsync(ct);
        return Results.Ok(all.Where(item => state is null || item.State == state).ToList().Page(offset, limit));
    }

    private static async Task<IResult> GetAsync(string id, ClusterConnection cluster, CancellationToken ct) =>
        await cluster.Client.Experiment(id).GetResultAsync(ct) is { } result
            ? Results.Ok(result)
            : ApiProblem.NoExperiment(id);

    private static async Task<IResult> SpecAsync(string id, ClusterConnection cluster, CancellationToken ct) =>
        await cluster.Client.Experiment(id).GetSpecAsync(ct) is { } spec
            ? Results.Ok(spec)
            : ApiProblem.NoExperiment(id);

    private static async Task<IResult> ParetoAsync(string id, ClusterConnection cluster, CancellationToken ct) =>
        await cluster.Client.Experiment(id).GetResultAsync(ct) is { } result
            ? Results.Ok(result.Pareto)
            : ApiProblem.NoExperiment(id);

    private static async Task<IResult> ChangeAsync(
        string id,
        string verb,
        HttpContext context,
        ExperimentActions actions,
        ClusterConnection cluster,
        CancellationToken ct
    )
    {
        var handle = cluster.Client.Experiment(id);
        if (await handle.GetResultAsync(ct) is not { } before)
        {
            return ApiProblem.NoExperiment(id);
        }

        return await actions.ChangeAsync(handle, Enum.Parse<ExperimentVerb>(verb, ignoreCase: true), context.User, ct)
            ? Results.Ok(await handle.GetResultAsync(ct))
            : ApiProblem.Of(
                StatusCodes.Status409Conflict,
                "wrong-state",
                $"{id} is {before.State.ToString().ToLowerInvariant()}: {verb} is not possible now."
            );
    }
}
