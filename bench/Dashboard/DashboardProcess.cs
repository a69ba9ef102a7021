using System.Diagnostics;

namespace NasCluster.DashboardBench;

/// <summary>`nas dashboard` on a store, as a user starts it.</summary>
internal sealed class DashboardProcess : IAsyncDisposable
{
    private readonly Process _process;

    private DashboardProcess(Process process, Uri url) => (_process, Url) = (process, url);

    public Uri Url { get; }

    public static async Task<DashboardProcess> StartAsync(string store)
    {
        var bin = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Parent!;
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var program = Path.Combine(bin.FullName, "Cli", configuration, "NasCluster.Cli.dll");
        var info = new ProcessStartInfo("dotnet", [program, "dashboard", "--url", "http://127.0.0.1:0", "--slots", "1"])
        {
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        info.Environment["NASCLUSTER_STORE"] = store;
        var process = Process.Start(info)!;
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            if (line.Contains("Dashboard at ", StringComparison.Ordinal))
            {
                _ = process.StandardError.ReadToEndAsync();
                return new(process, new(line[(line.LastIndexOf(' ') + 1)..]));
            }

            await Console.Error.WriteLineAsync(line);
        }

        throw new InvalidOperationException("The dashboard did not start.");
    }

    public async ValueTask DisposeAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
