using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using NasCluster.Client;
using NasCluster.Dashboard.Access;
using NasCluster.Dashboard.Api;
using NasCluster.Dashboard.Components;
using NasCluster.Dashboard.Live;
using NasCluster.Dashboard.Notices;

namespace NasCluster.Dashboard.Hosting;

/// <summary>Pages and API in one host.</summary>
internal static class DashboardHost
{
    // The largest message of a browser is the text of an experiment file, twice as long with escapes.
    private const int LargestMessage = 2 * Domain.Experiments.ExperimentSpecReader.MaxFileBytes;

    /// <exception cref="DashboardException">The gateway is no name; keys, webhooks or the identity provider's file cannot be read.</exception>
    public static WebApplication Build(DashboardOptions options)
    {
        var client = new NasClientOptions { Gateway = options.Gateway, ClusterId = options.ClusterId };
        if (client.Check() is { Count: > 0 } faults)
        {
            throw new DashboardException(DashboardException.BadInput, string.Join(Environment.NewLine, faults));
        }

        var identities = new Identities(ApiKeys.Load(options.KeysFile), OidcReader.Load(options.OidcFile));
        var hooks = Webhooks.Load(options.WebhooksFile);
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                ApplicationName = typeof(DashboardHost).Assembly.GetName().Name,
                ContentRootPath = AppContext.BaseDirectory,
                EnvironmentName = Environments.Production,
            }
        );
        // Assets are as they were built, compressed ones included, in the build tree as in a published program.
        builder.WebHost.UseSetting("ReloadStaticAssetsAtRuntime", "false");
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel => KestrelLimits.Apply(kestrel, options.Url));
        builder.Logging.ClearProviders().AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder
            .Logging.SetMinimumLevel(LogLevel.Warning)
            .AddFilter("NasCluster", LogLevel.Information)
            .AddFilter("NasCluster.Dashboard.Access", LogLevel.Warning)
            .AddFilter("NasCluster.Dashboard.Access.AuditLog", LogLevel.Information)
            .AddFilter("System.Net.Http.HttpClient", LogLevel.None)
            // A start that fails is told in one line.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddDashboardAccess(identities);
        builder.Services.AddDashboardApi();
        builder.Services.AddLiveViews();
        builder.Services.AddNotices(hooks);
        builder
            .Services.AddRazorComponents()
            .AddInteractiveServerComponents(circuits =>
            {
                // A browser that does not keep up leaves states out, and does not show old ones later and later.
                circuits.MaxBufferedUnacknowledgedRenderBatches = 2;
                circuits.DisconnectedCircuitMaxRetained = 100;
                circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(3);
            })
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = LargestMessage);
        if (options.StopsWithInput)
        {
            builder.Services.AddHostedService<InputWatch>();
        }

        return Route(builder.Build());
    }

    /// <exception cref="DashboardException">The address cannot be listened at, or the identity provider does not answer.</exception>
    public static async Task StartAsync(WebApplication app, CancellationToken ct)
    {
        if (app.Services.GetRequiredService<Identities>().Provider is { } provider)
        {
            await OidcServices.CheckAsync(app.Services, provider, ct);
        }

        try
        {
            await app.StartAsync(ct);
            await app.Services.GetRequiredService<ClusterConnection>().FirstAsync(ct);
        }
        catch (IOException e) when (e.GetBaseException() is AddressInUseException or SocketException)
        {
            throw new DashboardException(
                DashboardException.WrongEnvironment,
                $"Cannot listen at {app.Services.GetRequiredService<DashboardOptions>().Url}: {e.GetBaseException().Message}"
            );
        }
    }

    private static IResult Ready(ClusterConnection cluster) =>
        cluster.IsConnected
            ? Results.Text("ready\n")
            : Results.Text("the cluster does not answer\n", statusCode: StatusCodes.Status503ServiceUnavailable);

    private static WebApplication Route(WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<OriginGuard>();
        app.UseExceptionHandler();
        app.UseApiProblems();
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous().DisableRateLimiting();
        app.MapGet("/healthz", () => Results.Text("ok\n")).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/readyz", Ready).AllowAnonymous().ExcludeFromDescription();
        app.MapSignIn();
        app.MapDashboardApi();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        return app;
    }
}
