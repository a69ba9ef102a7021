using NasCluster.Dashboard.Access;
using NasCluster.Dashboard.Live;
using NasCluster.Domain.Latency;
using NasCluster.Domain.Scheduling;

namespace NasCluster.Dashboard.Api;

/// <summary>Workers and latency tables of the cluster; keys of this dashboard.</summary>
internal static class ClusterRoutes
{
    public static void MapCluster(this RouteGroupBuilder api)
    {
        api.MapGet(
                "/workers",
                async (ClusterConnection cluster, CancellationToken ct) =>
                    Results.Ok(await cluster.Client.WorkersAsync(ct))
            )
            .Produces<WorkerStatus[]>()
            .WithSummary("Workers heard of lately, and what their slots train.");
        api.MapGet(
                "/slots",
                async (SlotActivity activity, CancellationToken ct) => Results.Ok(await activity.ReadAsync(ct))
            )
            .Produces<SlotWork>()
            .WithSummary("Leases of slots, and how busy each was in the last hour, in parts of two minutes.");
        api.MapPost("/workers/{name}/{verb:regex(^(drain|undrain)$)}", DrainAsync)
            .RequireAuthorization(Role.Admin)
            .Produces(StatusCodes.Status204NoContent)
            .WithSummary("drain: the worker takes nothing new, what it trains goes on; undrain: it takes work again.");
        api.MapGet(
                "/latency-tables",
                async (ClusterConnection cluster, CancellationToken ct) =>
                    Results.Ok(await cluster.Client.LatencyTablesAsync(ct))
            )
            .Produces<LatencyTableSummary[]>()
            .WithSummary("Latency tables without their entries.");
        api.MapGet(
                "/keys",
                (ApiKeys keys, KeyUse use) =>
                    keys.All.Select(key => new KeySummary(key.Name, key.Role, use.LastOf(key.Name), key.Until))
            )
            .RequireAuthorization(Role.Admin)
            .WithSummary("Who has keys; never the keys.");
        api.MapGet(
                "/me",
                (HttpContext context) =>
                    new Caller(context.User.Identity?.Name ?? "", Role.All.Last(context.User.IsInRole))
            )
            .WithSummary("Whose key this is.");
    }

    private static async Task<IResult> DrainAsync(
        string name,
        string verb,
        HttpContext context,
        WorkerActions actions,
        CancellationToken ct
    ) =>
        await actions.DrainAsync(name, verb.Equals("drain", StringComparison.OrdinalIgnoreCase), context.User, ct)
            ? Results.NoContent()
            : ApiProblem.NotFound($"No worker '{name}' was heard of lately.");
}
