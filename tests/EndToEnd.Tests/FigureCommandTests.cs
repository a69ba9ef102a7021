using System.Text.Json;
using System.Text.RegularExpressions;

namespace NasCluster.EndToEnd.Tests;

/// <summary>report, plot, candidates --output, watch on a pipe, on one finished search over a table.</summary>
public sealed partial class FigureCommandTests(FigureCommandTests.Searched searched)
    : IClassFixture<FigureCommandTests.Searched>
{
    private const string Nasty = "<img onerror>";

    [Fact]
    public async Task Report_FinishedSearch_IsOneFileWithItsFigures()
    {
        var run = await searched.Nas.RunAsync("report", "drawn-1", "--json");

        Assert.True(run.Code == 0, run.Messages);
        var text = await File.ReadAllTextAsync(run.Json.GetProperty("file").GetString()!);
        foreach (
            var title in new[]
            {
                "Winner: drawn-1:",
                "Optimisation history",
                "Accuracy against energyMj",
                "Importance of dimensions",
                "Parallel coordinates",
                "Predicted against reached",
                "What was submitted",
            }
        )
        {
            Assert.Contains(title, text, StringComparison.Ordinal);
        }

        Assert.Contains("&lt;img onerror&gt;", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Nasty, text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", text, StringComparison.Ordinal);
        Assert.DoesNotMatch(Outside(), text);
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme:dark", text, StringComparison.Ordinal);
        // Browsers take a page whose figures are not well formed; a reader of the file may not.
        Assert.All(Svg().Matches(text), match => System.Xml.Linq.XDocument.Parse(match.Value));
        Assert.InRange(Svg().Count(text), 5, 9);
    }

    [Fact]
    public async Task Plot_EveryKind_FitsItsWidth()
    {
        var all = await searched.Nas.RunAsync("plot", "drawn-1");
        var one = await searched.Nas.RunAsync("plot", "drawn-1", "--kind", "pareto", "--cost", "energyMj");
        var wrong = await searched.Nas.RunAsync("plot", "drawn-1", "--cost", "price");
        var json = await searched.Nas.RunAsync("plot", "drawn-1", "--json");

        Assert.True(all.Code == 0, all.Messages);
        Assert.All(all.Text.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
        Assert.Contains("best so far", all.Text, StringComparison.Ordinal);
        Assert.Contains("width ███", all.Text, StringComparison.Ordinal);
        Assert.Contains('◆', one.Text);
        Assert.Equal(2, wrong.Code);
        Assert.Contains("--cost is 'price': allowed is energyMj", wrong.Messages, StringComparison.Ordinal);
        Assert.Equal("energyMj", json.Json.GetProperty("costs")[0].GetString());
    }

    [Fact]
    public async Task Candidates_Output_WritesWhatTheEndingSays()
    {
        foreach (var ending in new[] { "csv", "json", "parquet" })
        {
            var file = searched.Nas.File($"out.{ending}", "");
            var refused = await searched.Nas.RunAsync("candidates", "drawn-1", "-o", file);
            Assert.Equal((2, 0), (refused.Code, new FileInfo(file).Length));
            var run = await searched.Nas.RunAsync("candidates", "drawn-1", "-o", file, "--force");
            Assert.True(run.Code == 0, run.Messages);
            Assert.InRange(new FileInfo(file).Length, 500, 1_000_000);
        }

        var wrong = await searched.Nas.RunAsync("candidates", "drawn-1", "-o", "out.xls");
        Assert.Equal(2, wrong.Code);
    }

    [Fact]
    public async Task Watch_OnAPipe_TellsWhatHappenedBefore()
    {
        var watch = await searched.Nas.RunAsync("watch", "drawn-1");

        Assert.Equal(0, watch.Code);
        Assert.Equal(
            20,
            watch.Messages.Split('\n').Count(line => line.Contains(" completed: ", StringComparison.Ordinal))
        );
        Assert.Contains("winner: drawn-1:", watch.Text, StringComparison.Ordinal);
    }

    [GeneratedRegex("(src|href)=|url\\(|@import|https?://(?!www\\.w3\\.org)")]
    private static partial Regex Outside();

    [GeneratedRegex("<svg.*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Svg();

    public sealed class Searched : IAsyncLifetime
    {
        internal Nas Nas { get; } = new();

        public async ValueTask InitializeAsync()
        {
            var rows =
                from width in Enumerable.Range(1, 12)
                from kind in new[] { "plain", Nasty }
                select $"{width},{kind},{40 + 4 * width + kind.Length % 3},{width * 0.7:0.0}";
            Nas.File("t.csv", "width,kind,acc,mj\n" + string.Join('\n', rows));
            var file = Nas.File(
                "e.json",
                $$"""
                {
                  "version": 1, "name": "drawn", "seed": 1,
                  "space": { "dimensions": [
                    { "name": "width", "type": "integer", "min": 1, "max": 12 },
                    { "name": "kind", "type": "categorical", "choices": ["plain", "{{Nasty}}"] } ] },
                  "trainer": { "table": "t.csv", "accuracy": "acc", "accuracyScale": 0.01, "costs": { "energyMj": "mj" } },
                  "objectives": [{ "metric": "accuracy", "goal": "maximize" }, { "metric": "energyMj", "goal": "minimize" }],
                  "strategy": "joint-nas", "budget": { "candidates": 20 }, "ranking": "accuracy"
                }
                """
            );
            var run = await Nas.RunAsync("run", file);
            Assert.True(run.Code == 0, run.Messages);
        }

        public ValueTask DisposeAsync()
        {
            Nas.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
