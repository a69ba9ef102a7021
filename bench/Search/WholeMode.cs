using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using NasCluster.Domain.Search;

namespace NasCluster.Bench.Search;

/// <summary>
/// An experiment of 10 000 candidates on a made table from start to finish: <c>nas run</c> with its embedded silo and SQLite
/// store, and how much longer a candidate takes at the end than at the beginning.
/// </summary>
internal sealed class WholeMode(Report report)
{
    private const int Candidates = 10_000;
    private const int Window = 1000;
    private const int Levels = 5;
    private const int Dimensions = 6;
    private static readonly string[] Accuracy = ["acc"];

    public void Run(IReadOnlyList<string> strategies)
    {
        foreach (var strategy in strategies)
        {
            using var nas = new NasProcess();
            nas.Write("made.csv", Table());
            var file = nas.Write("experiment.json", Experiment(strategy));
            var watch = Stopwatch.StartNew();
            var result = nas.RunJson("run", file, "--slots", "2");
            var seconds = watch.Elapsed.TotalSeconds;
            var ends = EndsOf(nas.Run("watch", result.GetProperty("experiment").GetString()!, "--json"));
            var (first, last) = (ends[Window - 1] - ends[0], ends[^1] - ends[^Window]);
            report.Add($"whole.{strategy}.seconds", seconds, $"s for {ends.Count} candidates");
            report.Add($"whole.{strategy}.first-{Window}", first.TotalMilliseconds / Window, "ms a candidate");
            report.Add($"whole.{strategy}.last-{Window}", last.TotalMilliseconds / Window, "ms a candidate");
            report.Add($"whole.{strategy}.last-over-first", last / first, "x", "<= 1.3");
        }
    }

    // When each candidate ended, in order.
    private static List<DateTimeOffset> EndsOf(string events) =>
        [
            .. events
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonDocument.Parse(line).RootElement)
                .Where(line => line.GetProperty("kind").GetString() == "completed")
                .Select(line => line.GetProperty("at").GetDateTimeOffset())
                .Order(),
        ];

    private static string Table()
    {
        var random = SeededRandom.Create(1, "table");
        var text = new StringBuilder(string.Join(',', Enumerable.Range(0, Dimensions).Select(i => $"d{i}")) + ",acc\n");
        for (var row = 0; row < (int)Math.Pow(Levels, Dimensions); row++)
        {
            var digits = Enumerable.Range(0, Dimensions).Select(i => row / (int)Math.Pow(Levels, i) % Levels).ToList();
            var accuracy = 0.5 + digits.Select((digit, i) => 0.02 * digit * (1 - digit * i / 40.0)).Sum();
            text.Append(
                CultureInfo.InvariantCulture,
                $"{string.Join(',', digits)},{accuracy + 0.01 * random.NextDouble():F5}\n"
            );
        }

        return text.ToString();
    }

    private static string Experiment(string strategy) =>
        JsonSerializer.Serialize(
            new
            {
                version = 1,
                name = "whole",
                seed = 1,
                space = new
                {
                    name = "made",
                    dimensions = Enumerable
                        .Range(0, Dimensions)
                        .Select(i => new
                        {
                            name = $"d{i}",
                            type = "ordinal",
                            choices = Enumerable.Range(0, Levels),
                        }),
                },
                trainer = new { table = "made.csv", accuracy = Accuracy },
                strategy,
                budget = new { candidates = Candidates },
                ranking = "accuracy",
            }
        );
}
