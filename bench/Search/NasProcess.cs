using System.Diagnostics;
using System.Text.Json;

namespace NasCluster.Bench.Search;

/// <summary>The built command line as processes with a store of their own, which is deleted at the end.</summary>
internal sealed class NasProcess : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nas-bench-");

    /// <summary>The command line's program beside this one's in <c>artifacts/bin</c>.</summary>
    /// <exception cref="FileNotFoundException">It was not built.</exception>
    private static string Program
    {
        get
        {
            var own = new DirectoryInfo(AppContext.BaseDirectory);
            var path = Path.Combine(own.Parent!.Parent!.FullName, "Cli", own.Name, "NasCluster.Cli.dll");
            return File.Exists(path)
                ? path
                : throw new FileNotFoundException($"{path} is missing: 'dotnet build src/Cli -c Release' builds it.");
        }
    }

    /// <summary>Writes a file beside the store and gives its path.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>What a command printed on stdout.</summary>
    /// <exception cref="InvalidOperationException">It ended with another code than 0.</exception>
    public string Run(params string[] arguments)
    {
        var info = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment["NASCLUSTER_STORE"] = Path.Combine(_folder.FullName, "store");
        using var process = Process.Start(info)!;
        var messages = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? text
            : throw new InvalidOperationException(
                $"nas {string.Join(' ', arguments)} ended with {process.ExitCode}: {messages.Result}"
            );
    }

    public JsonElement RunJson(params string[] arguments) =>
        JsonDocument.Parse(Run([.. arguments, "--json"])).RootElement;

    public void Dispose() => _folder.Delete(recursive: true);
}
