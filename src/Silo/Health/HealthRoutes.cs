using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace NasCluster.Silo.Health;

/// <summary>`/healthz`: the process answers. `/readyz`: it can do its work; 503 and one line where it cannot.</summary>
internal static class HealthRoutes
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", context => context.Response.WriteAsync("ok\n", context.RequestAborted));
        routes.MapGet("/readyz", ReadyAsync);
    }

    private static async Task ReadyAsync(HttpContext context)
    {
        var health = (SiloHealth)context.RequestServices.GetService(typeof(SiloHealth))!;
        var problem = await health.ProblemAsync(context.RequestAborted);
        context.Response.StatusCode = problem is null
            ? StatusCodes.Status200OK
            : StatusCodes.Status503ServiceUnavailable;
        await context.Response.WriteAsync($"{problem ?? "ready"}\n", context.RequestAborted);
    }
}
