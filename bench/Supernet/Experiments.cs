using System.Globalization;

namespace NasCluster.Supernet;

/// <summary>Experiment files on the sample of Fashion-MNIST, with one recipe for all networks.</summary>
internal static class Experiments
{
    /// <summary>A supernet and so many networks drawn from it.</summary>
    public static string Search(string name, string space, string strategy, int candidates, int images, int epochs) =>
        Text(name, space, strategy, candidates, images, epochs, limits: "");

    /// <summary>Random networks with a cost near that of another one.</summary>
    public static string Chance(string name, string space, long macs, int candidates, int images, int epochs) =>
        Text(
            name,
            space,
            "\"random\"",
            candidates,
            images,
            epochs,
            string.Create(
                CultureInfo.InvariantCulture,
                $$""" "constraints": { "limits": [{ "metric": "macs", "min": {{0.85 * macs:F0}}, "max": {{1.15 * macs:F0}} }] }, """
            )
        );

    private static string Text(
        string name,
        string space,
        string strategy,
        int candidates,
        int images,
        int epochs,
        string limits
    ) =>
        $$"""
            {
              "version": 1, "name": "{{name}}", "seed": 7,
              "data": { "dataset": "fashion-mnist-sample", "validationSize": 900, "trainLimit": {{images}}, "flip": true, "crop": 2 },
              "space": {
                "base": "{{space}}",
                "fix": { "optimizer": "adamw", "batchSize": 32, "schedule": "cosine", "ema": false },
                "dimensions": [
                  { "name": "resolution", "part": "architecture", "type": "ordinal", "choices": [28] },
                  {{Fixed("learningRate", "0.003")}}, {{Fixed("weightDecay", "0.0001")}}, {{Fixed("warmup", "0.05")}},
                  {{Fixed("dropout", "0")}}, {{Fixed("stochasticDepth", "0")}}, {{Fixed(
                "labelSmoothing",
                "0"
            )}}, {{Fixed("mixup", "0")}}
                ]
              },
              "trainer": { "epochs": {{epochs}} },
              "strategy": {{strategy}},
              "budget": { "candidates": {{candidates}} },
              {{limits}}"ranking": "accuracy"
            }
            """;

    private static string Fixed(string name, string value) =>
        $$"""{ "name": "{{name}}", "part": "recipe", "type": "real", "min": {{value}}, "max": {{value}} }""";
}
