using System.Text.Json;

namespace NasCluster.Training;

/// <summary>Share of a search's wall time that its slots did not spend in training steps, from what `nas run --json` and `nas candidates --json` wrote.</summary>
internal static class Outside
{
    private static readonly string[] Steps = ["data", "forwardBackward", "optimizer"];

    public static void Run(Arguments arguments)
    {
        using var run = JsonDocument.Parse(File.ReadAllText(arguments.Text("--run", "run.json")));
        using var candidates = JsonDocument.Parse(File.ReadAllText(arguments.Text("--candidates", "candidates.json")));
        var wall = run.RootElement.GetProperty("wallSeconds").GetDouble() * arguments.Number("--slots", 2);
        var spent = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var candidate in candidates.RootElement.EnumerateArray())
        {
            if (
                candidate.TryGetProperty("metrics", out var metrics)
                && metrics.ValueKind == JsonValueKind.Object
                && metrics.TryGetProperty("phases", out var phases)
            )
            {
                foreach (var phase in phases.EnumerateObject())
                {
                    spent[phase.Name] = spent.GetValueOrDefault(phase.Name) + phase.Value.GetDouble();
                }
            }
        }

        Figures.Head("phase", "seconds of slots", "share");
        foreach (var (name, seconds) in spent.Append(new("between candidates", wall - spent.Values.Sum())))
        {
            Figures.Row(name, Figures.Text(seconds, "0.0"), Figures.Text(seconds / wall, "0.000"));
        }

        Figures.Row("outside steps", "", Figures.Text(1 - Steps.Sum(name => spent.GetValueOrDefault(name)) / wall));
    }
}
