using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using NasCluster.Domain;
using NasCluster.Domain.Experiments;

namespace NasCluster.Supernet;

/// <summary>Runs experiments with the command line, as a user does; what is done in the store is not run again.</summary>
internal sealed class NasRun
{
    private static readonly string Program = Path.Combine(
        new DirectoryInfo(AppContext.BaseDirectory).Parent!.Parent!.FullName,
        "Cli",
        "release",
        "NasCluster.Cli.dll"
    );
    private readonly string _store;
    private readonly ImmutableArray<string> _layout;

    /// <param name="store">Folder of the results.</param>
    /// <param name="layout">Options of `nas run`, such as --slots.</param>
    public NasRun(string store, IEnumerable<string> layout)
    {
        if (!File.Exists(Program))
        {
            throw new InvalidOperationException("Build src/Cli first: dotnet build src/Cli -c Release");
        }

        _store = Directory.CreateDirectory(store).FullName;
        _layout = [.. layout];
    }

    /// <summary>The candidates of an experiment, run to its end.</summary>
    /// <param name="name">Of the experiment.</param>
    /// <param name="text">Its file.</param>
    public ImmutableArray<CandidateView> Run(string name, string text)
    {
        var file = Path.Combine(_store, $"{name}.json");
        File.WriteAllText(file, text);
        using var run = JsonDocument.Parse(Output(["run", file, "--resume", "--json", .. _layout]));
        var id = run.RootElement.GetProperty("experiment").GetString()!;
        Console.Error.WriteLine($"{id}: {run.RootElement.GetProperty("wallSeconds").GetDouble():F0} s");
        return JsonSerializer.Deserialize(
            Output(["candidates", id, "--json"]),
            DomainJson.Default.ImmutableArrayCandidateView
        );
    }

    private string Output(IEnumerable<string> arguments)
    {
        var info = new ProcessStartInfo("dotnet", [Program, .. arguments]) { RedirectStandardOutput = true };
        info.Environment["NASCLUSTER_STORE"] = _store;
        using var process = Process.Start(info)!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? text
            : throw new InvalidOperationException($"nas {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
