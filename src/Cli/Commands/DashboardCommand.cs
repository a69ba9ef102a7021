using System.CommandLine;
using System.Globalization;
using NasCluster.Cli.Output;
using NasCluster.Cli.Sessions;
using NasCluster.Silo;

namespace NasCluster.Cli.Commands;

/// <summary>`nas dashboard`: pages and HTTP API of a cluster, or of a store of this machine, which it serves meanwhile.</summary>
internal static class DashboardCommand
{
    public static Command Create()
    {
        var url = new Option<string>("--url")
        {
            Description = "Where to listen, such as http://0.0.0.0:8080; other machines are answered only with keys.",
            DefaultValueFactory = _ => "http://localhost:5080",
        };
        var keys = new Option<string?>("--keys")
        {
            Description =
                "File with keys, one \"ROLE NAME SHA256\" a line; NASCLUSTER_DASHBOARD_KEYS_FILE sets it too.",
        };
        var oidc = new Option<string?>("--oidc")
        {
            Description =
                "JSON file that names an OpenID Connect provider; NASCLUSTER_DASHBOARD_OIDC_FILE sets it too.",
        };
        var webhooks = new Option<string?>("--webhooks")
        {
            Description =
                "File with webhooks, one \"URL SECRET [KIND,KIND…]\" a line; NASCLUSTER_WEBHOOKS_FILE sets it too.",
        };
        var worker = new WorkerOptions();
        var store = StoreOptions.Store();
        var command = new Command("dashboard", "Show experiments in a browser, and answer the HTTP API.")
        {
            url,
            keys,
            oidc,
            webhooks,
            store,
        };
        worker.AddTo(command);
        command.Add(CreateKey());
        command.SetAction(
            async (parsed, ct) =>
            {
                string[] listen =
                [
                    "--url",
                    parsed.GetRequiredValue(url),
                    .. parsed.GetValue(keys) is { } file ? ["--keys", file] : Array.Empty<string>(),
                    .. parsed.GetValue(oidc) is { } provider ? ["--oidc", provider] : Array.Empty<string>(),
                    .. parsed.GetValue(webhooks) is { } hooks ? ["--webhooks", hooks] : Array.Empty<string>(),
                ];
                var target = SessionTarget.Of(parsed, store);
                if (target.Gateway is { } gateway)
                {
                    return await ShowAsync([.. listen, "--gateway", gateway, "--cluster", target.ClusterId], ct);
                }

                await using var session = await NasSession.HostOrConnectAsync(
                    options =>
                    {
                        options.DataFolder = target.Store;
                        worker.Apply(parsed, options);
                    },
                    target,
                    ct
                );
                Warn(session);
                var port = FolderLock.Read(target.Store)!.GatewayPort.ToString(CultureInfo.InvariantCulture);
                return await ShowAsync([.. listen, "--gateway", $"127.0.0.1:{port}", "--cluster", "embedded"], ct);
            }
        );
        return command;
    }

    private static Command CreateKey()
    {
        var role = new Argument<string>("role") { Description = "viewer, researcher or admin." };
        var name = new Argument<string>("name") { Description = "Whose key it is: one word." };
        var days = new Option<int?>("--days") { Description = "Good for so many days; without end if not given." };
        var command = new Command("key", "Draw a key and print the line to add to the file of keys.")
        {
            role,
            name,
            days,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                string[] end = parsed.GetValue(days) is { } count
                    ? ["--days", count.ToString(CultureInfo.InvariantCulture)]
                    : [];
                await using var program = DashboardProcess.Start([
                    "key",
                    parsed.GetRequiredValue(role),
                    parsed.GetRequiredValue(name),
                    .. end,
                ]);
                return await program.EndAsync(ct);
            }
        );
        return command;
    }

    private static async Task<int> ShowAsync(string[] arguments, CancellationToken ct)
    {
        await using var program = DashboardProcess.Start([.. arguments, "--stop-with-input"]);
        try
        {
            return await program.EndAsync(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return ExitCode.Done;
        }
    }

    /// <summary>A trainer that does not start is no reason to show nothing.</summary>
    private static void Warn(NasSession session) =>
        session.WorkerFault.ContinueWith(
            fault => Messages.Error(fault.Result),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnRanToCompletion,
            TaskScheduler.Default
        );
}
