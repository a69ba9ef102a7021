using System.Diagnostics;

namespace NasCluster.EndToEnd.Tests.Sdk;

/// <summary>A sample of samples/, run as its user would: as a process, in the repository's folder.</summary>
internal static class Sample
{
    public static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var info = new ProcessStartInfo("dotnet", [Program(), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = RepositoryRoot.Path,
        };
        using var process = Process.Start(info)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output, await errors);
    }

    private static string Program()
    {
        var bin = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Parent!;
        return Path.Combine(
            bin.FullName,
            "Samples",
            new DirectoryInfo(AppContext.BaseDirectory).Name,
            "NasCluster.Samples.dll"
        );
    }
}
