using NasCluster.Dashboard.Access;
using NasCluster.Dashboard.Live;

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
            .WithSummary("Workers heard of lately, and what their slots train.");
        api.MapGet(
                "/latency-tables",
                async (ClusterConnection cluster, CancellationToken ct) =>
                    Results.Ok(await cluster.Client.LatencyTablesAsync(ct))
            )
            .WithSummary("Latency tables without their entries.");
        api.MapGet(
                "/keys",
                (ApiKeys keys, KeyUse use) =>
                    keys.All.Select(key => new KeySummary(key.Name, key.Role, use.LastOf(key.Name)))
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
}
