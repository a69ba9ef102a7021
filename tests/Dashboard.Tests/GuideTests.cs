using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace NasCluster.Dashboard.Tests;

/// <summary>docs/howto/dashboard.md: its curl commands are run, and its routes are all there are.</summary>
public sealed class GuideTests(Site site)
{
    private static readonly string Guide = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "guide.md"));

    [Fact]
    public async Task Curl_EveryCommandInItsOrder_IsAnswered()
    {
        var commands = Guide.Split('\n').Where(line => line.StartsWith("curl ", StringComparison.Ordinal)).ToList();
        Assert.InRange(commands.Count, 5, 20);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, Specs.Quick("fashion-mnist-quick", candidates: 200));
        foreach (var command in commands)
        {
            var line = command
                .Replace("localhost:5080", site.Open.Authority, StringComparison.Ordinal)
                .Replace("@examples/fashion-mnist-quick.json", $"@{file}", StringComparison.Ordinal);
            Assert.Matches("^2[0-9][0-9]$", await StatusAsync(line));
        }

        File.Delete(file);
        await site.Http.PostAsync("/api/v1/experiments/fashion-mnist-quick-1/cancel", content: null);
    }

    [Fact]
    public async Task Routes_EachOfTheDocument_HasItsPlaceInTheTable()
    {
        var document = await site.Http.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        var last = document
            .GetProperty("paths")
            .EnumerateObject()
            .Select(path => path.Name.Split('/').Last(part => !part.StartsWith('{')).Split('.')[^1])
            .Distinct();
        var table = string.Concat(Guide.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)));
        Assert.All(last, word => Assert.Contains(word, table, StringComparison.Ordinal));
    }

    /// <summary>A stream of events has no end: it is left after a while.</summary>
    private static async Task<string> StatusAsync(string line)
    {
        var patience = line.Contains(" -N ", StringComparison.Ordinal) ? 3 : 20;
        var script =
            $"curl() {{ command curl -s -o /dev/null -w '%{{http_code}}' --max-time {patience} \"$@\" || [ $? = 28 ]; }}; {line}";
        using var process = Process.Start(
            new ProcessStartInfo("bash", ["-c", script]) { RedirectStandardOutput = true }
        )!;
        return await process.StandardOutput.ReadToEndAsync();
    }
}
