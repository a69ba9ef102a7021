using NasCluster.Dashboard.Api;

namespace NasCluster.Dashboard.Access;

/// <summary>Refuses what a page of another site asks a visitor's browser to send, the circuit's socket included.</summary>
internal sealed class OriginGuard(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var origin = context.Request.Headers.Origin.ToString();
        return origin.Length == 0 || IsOurs(origin, context.Request)
            ? next(context)
            : ApiProblem
                .Of(
                    StatusCodes.Status403Forbidden,
                    "foreign-origin",
                    "Requests of other sites' pages are not answered."
                )
                .ExecuteAsync(context);
    }

    // Only host and port: behind a proxy the scheme is another one.
    private static bool IsOurs(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var url)
        && string.Equals(url.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
}
