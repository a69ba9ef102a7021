using NasCluster.Dashboard.Api;

namespace NasCluster.Dashboard.Access;

/// <summary>What a caller is told who is not known, or may not.</summary>
internal static class Refusal
{
    private const string OnlyThisMachine =
        "Only this machine is answered: no keys are configured. See docs/howto/dashboard.md for keys and sign-in.";

    public static Task ChallengeAsync(HttpContext context, Identities identities)
    {
        if (!IsPage(context.Request))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return ApiProblem
                .Of(
                    StatusCodes.Status401Unauthorized,
                    "unauthenticated",
                    identities.AreConfigured ? identities.Wanted : OnlyThisMachine
                )
                .ExecuteAsync(context);
        }

        if (identities.AreConfigured)
        {
            var back = Uri.EscapeDataString(context.Request.Path + context.Request.QueryString);
            context.Response.Redirect($"/sign-in?back={back}");
            return Task.CompletedTask;
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return context.Response.WriteAsync(OnlyThisMachine, context.RequestAborted);
    }

    public static Task ForbidAsync(HttpContext context) =>
        ApiProblem
            .Of(StatusCodes.Status403Forbidden, "forbidden", "The role of this key does not allow that.")
            .ExecuteAsync(context);

    private static bool IsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && !request.Path.StartsWithSegments("/api")
        && !request.Path.StartsWithSegments("/openapi")
        && !request.Path.StartsWithSegments("/_blazor");
}
