using System.Diagnostics;
using System.Globalization;

namespace NasCluster.Faults.Tests.Processes;

/// <summary>The dashboard as a process of its own, before the gateway of a silo.</summary>
internal sealed class DashboardProcess : IDisposable
{
    private readonly Process _process;

    private DashboardProcess(Process process) => _process = process;

    /// <summary>Starts it; returns when it serves.</summary>
    /// <param name="gateway">Port of the silo's gateway.</param>
    /// <param name="cluster">The silo's cluster.</param>
    /// <param name="port">Where it listens.</param>
    public static async Task<DashboardProcess> StartAsync(int gateway, string cluster, int port)
    {
        string[] arguments =
        [
            Program(),
            "--gateway",
            string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{gateway}"),
            "--cluster",
            cluster,
            "--url",
            string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"),
        ];
        var info = new ProcessStartInfo("dotnet", arguments) { RedirectStandardError = true };
        var process = Process.Start(info)!;
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("Dashboard at", StringComparison.Ordinal))
            {
                _ = process.StandardError.ReadToEndAsync();
                return new(process);
            }
        }

        throw new InvalidOperationException("The dashboard did not start.");
    }

    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }

    private static string Program()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(folder.Parent!.Parent!.FullName, "Dashboard", folder.Name, "NasCluster.Dashboard.dll");
    }
}
