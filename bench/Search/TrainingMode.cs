using System.Text.Json;

namespace NasCluster.Bench.Search;

/// <summary>
/// Real trainings: strategies with equal wall time on the same slots, by the test accuracy of what each names its winner.
/// </summary>
/// <param name="dataset">A name of the data catalogue.</param>
/// <param name="minutes">Wall time of each search; the final stage comes on top.</param>
/// <param name="report">Takes the figures.</param>
internal sealed class TrainingMode(string dataset, double minutes, Report report)
{
    private const int Slots = 2;

    public void Run(IReadOnlyList<string> strategies, int seeds)
    {
        foreach (var strategy in strategies)
        {
            var tests = new List<double>();
            var validations = new List<double>();
            for (var seed = 1; seed <= seeds; seed++)
            {
                using var nas = new NasProcess();
                var file = nas.Write("experiment.json", Experiment(strategy, seed));
                var result = nas.RunJson("run", file, "--slots", Slots.ToString(Shown.Culture), "--threads", "1");
                var winner = result.GetProperty("winner").GetProperty("metrics");
                validations.Add(100 * winner.GetProperty("accuracy").GetDouble());
                tests.Add(100 * Number(winner, "testAccuracy"));
                var completed = result.GetProperty("counts").GetProperty("completed").GetInt32();
                var seconds = result.GetProperty("wallSeconds").GetDouble();
                report.Add($"training.{dataset}.{strategy}.seed-{seed}.validation", validations[^1], "%", shown: false);
                report.Add($"training.{dataset}.{strategy}.seed-{seed}.test", tests[^1], "%", shown: false);
                report.Line(
                    string.Create(
                        Shown.Culture,
                        $"{dataset, -22} {strategy, -12} seed {seed}: winner {validations[^1]:F2} % (test {tests[^1]:F2} %) of {completed} trained in {seconds:F0} s, the final stage with them"
                    )
                );
            }

            report.AddMean($"training.{dataset}.{strategy}.test", tests, "%");
            report.Line(
                $"{dataset, -22} {strategy, -12} validation {Shown.Mean(validations)}   test {Shown.Mean(tests)}"
            );
        }
    }

    private static double Number(JsonElement metrics, string name) =>
        metrics.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            ? value.GetDouble()
            : double.NaN;

    // The budget in candidates is what the time does not allow: minutes end the search.
    private string Experiment(string strategy, int seed) =>
        JsonSerializer.Serialize(
            new
            {
                version = 1,
                name = $"training-{strategy}",
                seed,
                data = new { dataset },
                space = "fbnet-v3-small",
                trainer = new { epochs = 1 },
                constraints = new { maxMacs = 4_000_000 },
                strategy,
                budget = new { candidates = Math.Max(60, (int)(60 * minutes)), minutes },
                final = new { top = 1, epochs = 3 },
                ranking = "accuracy",
            }
        );
}
