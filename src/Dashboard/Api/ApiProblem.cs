using NasCluster.Domain.Experiments;

namespace NasCluster.Dashboard.Api;

/// <summary>Refusals as RFC 9457 problem documents.</summary>
internal static class ApiProblem
{
    /// <param name="status">HTTP status.</param>
    /// <param name="code">Stable word of the problem, the end of its type.</param>
    /// <param name="detail">For people: what was wrong and what is allowed.</param>
    public static IResult Of(int status, string code, string detail) =>
        Results.Problem(detail, statusCode: status, type: TypeOf(code));

    public static IResult BadInput(IReadOnlyCollection<Problem> problems) =>
        Results.Problem(
            problems.Count == 1 ? problems.First().Message : $"{problems.Count} things are wrong with the input.",
            statusCode: StatusCodes.Status400BadRequest,
            type: TypeOf("bad-input"),
            extensions: new Dictionary<string, object?> { ["errors"] = problems }
        );

    public static IResult NotFound(string detail) => Of(StatusCodes.Status404NotFound, "not-found", detail);

    public static IResult NoExperiment(string id) => NotFound($"There is no experiment '{id}'.");

    private static string TypeOf(string code) => $"urn:nascluster:problem:{code}";
}
