using System.Globalization;
using System.Threading.RateLimiting;
using NasCluster.Dashboard.Api;

namespace NasCluster.Dashboard.Access;

/// <summary>How many requests one caller may make: by its name, else by its address.</summary>
internal static class RequestLimits
{
    /// <summary>Policy of the sign-in form: keys are not to be guessed.</summary>
    public const string SignIn = "sign-in";

    private const int Burst = 600;
    private const int PerSecond = 60;
    private const int SignInsPerMinute = 10;

    public static void AddRequestLimits(this IServiceCollection services) =>
        services.AddRateLimiter(limiter =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
                RateLimitPartition.GetTokenBucketLimiter(
                    CallerOf(context),
                    _ =>
                        new()
                        {
                            TokenLimit = Burst,
                            TokensPerPeriod = PerSecond,
                            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                        }
                )
            );
            limiter.AddPolicy(
                SignIn,
                context =>
                    RateLimitPartition.GetFixedWindowLimiter(
                        AddressOf(context),
                        _ => new() { PermitLimit = SignInsPerMinute, Window = TimeSpan.FromMinutes(1) }
                    )
            );
            limiter.OnRejected = async (rejected, _) =>
            {
                var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var time) ? time.TotalSeconds : 1;
                rejected.HttpContext.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait))
                    .ToString(CultureInfo.InvariantCulture);
                await ApiProblem
                    .Of(
                        StatusCodes.Status429TooManyRequests,
                        "too-many-requests",
                        "Too many requests; wait as Retry-After says."
                    )
                    .ExecuteAsync(rejected.HttpContext);
            };
        });

    private static string CallerOf(HttpContext context) =>
        context.User.Identity?.Name is { } name ? $"key {name}" : AddressOf(context);

    private static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";
}
