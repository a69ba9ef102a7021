using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using NasCluster.Dashboard.Api;
using NasCluster.Dashboard.Live;
using NasCluster.Domain.Ports;

namespace NasCluster.Dashboard.Hosting;

/// <summary>Answers for exceptions that are no faults of our own; the others are logged and say nothing to the caller.</summary>
internal sealed class KnownFailures : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext,
        Exception exception,
        CancellationToken cancellationToken
    )
    {
        var answer = exception switch
        {
            BadHttpRequestException { InnerException: JsonException json } => ApiProblem.BadInput([
                new("json.invalid", json.Path ?? "", 0, 0, $"The body is not what is asked for here: {json.Message}"),
            ]),
            BadHttpRequestException bad => ApiProblem.Of(bad.StatusCode, "bad-request", bad.Message),
            UnauthorizedAccessException => ApiProblem.Of(
                StatusCodes.Status403Forbidden,
                "forbidden",
                exception.Message
            ),
            StoredDataException => ApiProblem.Of(StatusCodes.Status409Conflict, "unreadable-row", exception.Message),
            ClusterAwayException => Away(exception.Message),
            _ when ClusterFault.Is(exception) => Away("The cluster does not answer now; try again."),
            _ => null,
        };
        if (answer is null)
        {
            return false;
        }

        await answer.ExecuteAsync(httpContext);
        return true;
    }

    private static IResult Away(string detail) =>
        ApiProblem.Of(StatusCodes.Status503ServiceUnavailable, "cluster-away", detail);
}
