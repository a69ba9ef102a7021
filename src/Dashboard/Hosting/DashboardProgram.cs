using System.CommandLine;
using NasCluster.Dashboard.Access;

namespace NasCluster.Dashboard.Hosting;

/// <summary>The program: `nas dashboard` starts it, a container runs it by itself.</summary>
internal static class DashboardProgram
{
    private const int Unexpected = 70;

    private static readonly Option<string?> Gateway = new("--gateway")
    {
        Description =
            "HOST[:PORT] of the cluster's control silos, several with commas. NASCLUSTER_GATEWAY sets it too.",
    };

    private static readonly Option<string> Cluster = new("--cluster")
    {
        Description = "Name of the cluster. NASCLUSTER_CLUSTER sets it too.",
        DefaultValueFactory = _ => Set("NASCLUSTER_CLUSTER") ?? "nascluster",
    };

    private static readonly Option<string> Url = new("--url")
    {
        Description = "Where to listen, such as http://0.0.0.0:8080; other machines are answered only with keys.",
        DefaultValueFactory = _ => DashboardOptions.DefaultUrl,
    };

    private static readonly Option<string?> Keys = new("--keys")
    {
        Description = "File with keys. NASCLUSTER_DASHBOARD_KEYS_FILE or NASCLUSTER_DASHBOARD_KEYS set them too.",
    };

    private static readonly Option<string?> Oidc = new("--oidc")
    {
        Description = "JSON file that names an OpenID Connect provider. NASCLUSTER_DASHBOARD_OIDC_FILE names it too.",
    };

    private static readonly Option<string?> Webhooks = new("--webhooks")
    {
        Description =
            "File with webhooks, one 'URL SECRET [KIND,KIND…]' a line. NASCLUSTER_WEBHOOKS_FILE names it too.",
    };

    private static readonly Option<bool> StopsWithInput = new("--stop-with-input") { Hidden = true };

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("NasCluster's dashboard and HTTP API.")
        {
            Gateway,
            Cluster,
            Url,
            Keys,
            Oidc,
            Webhooks,
            StopsWithInput,
        };
        root.SetAction(ServeAsync);
        root.Add(NewKeyCommand.Create());
        var parsed = root.Parse(args);
        foreach (var error in parsed.Errors)
        {
            await Console.Error.WriteLineAsync($"error: {error.Message}");
        }

        try
        {
            return parsed.Errors.Count > 0
                ? DashboardException.BadInput
                : await parsed.InvokeAsync(
                    new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }
                );
        }
        catch (DashboardException e)
        {
            await Console.Error.WriteLineAsync($"error: {e.Message}");
            return e.Code;
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync($"error: Unexpected: {e.GetType().Name}: {e.Message}");
            return Unexpected;
        }
    }

    private static async Task<int> ServeAsync(ParseResult parsed, CancellationToken ct)
    {
        var app = DashboardHost.Build(
            new()
            {
                Gateway =
                    parsed.GetValue(Gateway)
                    ?? Set("NASCLUSTER_GATEWAY")
                    ?? throw new DashboardException(
                        DashboardException.BadInput,
                        "No cluster is named: give --gateway HOST[:PORT], or start it with 'nas dashboard' for a store of this machine."
                    ),
                ClusterId = parsed.GetRequiredValue(Cluster),
                Url = ListenUrl.Parse(parsed.GetRequiredValue(Url)),
                KeysFile = parsed.GetValue(Keys),
                OidcFile = parsed.GetValue(Oidc),
                WebhooksFile = parsed.GetValue(Webhooks),
                StopsWithInput = parsed.GetValue(StopsWithInput),
            }
        );
        await using (app)
        {
            await DashboardHost.StartAsync(app, ct);
            await Console.Error.WriteLineAsync($"Dashboard at {string.Join(", ", app.Urls)}");
            await app.WaitForShutdownAsync(ct);
        }

        return 0;
    }

    private static string? Set(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? text : null;
}
