using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Cli.Commands;

/// <summary>The text of a first experiment file: what most people change, each with a comment.</summary>
internal static class InitFile
{
    public static string Of(InitChoices choices) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            // An experiment of NasCluster. Comments are allowed; docs/reference/experiment-file.md has every key.
            {
              "version": 1,

              // The experiment's id is this and a number: {{Plain(choices.Name)}}-1.
              "name": {{Text(choices.Name)}},

              // All chance comes from it: the same seed gives the same candidates. Without it one is drawn.
              "seed": 7,

              // 'nas data list' shows the data sets of this machine. A tenth of the training images is held out for validation.
              // "trainLimit" and "searchLimit" take fewer images, "flip" and "crop" augment them.
              "data": { "dataset": {{Text(choices.Dataset)}} },

              // What is searched: {{Describe(choices.Space)}}. 'nas space describe {{choices.Space}}' shows it.
              // { "base": …, "fix": { "resolution": 20 } } narrows a space; { "dimensions": [ … ] } is one of your own.
              "space": {{Text(choices.Space)}},

              // Epochs of each candidate. "command" names a trainer of your own, "table" takes results from a file instead.
              "trainer": { "epochs": {{choices.Epochs}} },

              // Hard limits; a candidate beyond one is never trained. Take the line out for none.
              // "constraints": { "maxMacs": 4000000, "maxParams": 200000, "maxLatencyMs": 2 },

              // Who proposes the candidates{{Options(choices.Strategy)}}.
              "strategy": { "name": {{Text(choices.Strategy)}} },

              // When the search ends. "minutes" limits the time, "maxFailed" the candidates that may fail.
              "budget": { "candidates": {{choices.Candidates}} },

              // The best ones are trained longer at the end, on all images, and tested.
              // "final": { "top": 2, "epochs": {{choices.Epochs * 3}} },

              // Trainings that do badly are ended early.
              // "earlyStop": { "rule": "median" },

              // Which candidate wins: "accuracy", "reward" (accuracy against step time and size), "pareto", …
              "ranking": "accuracy"
            }

            """
        );

    private static string Describe(string space) =>
        SpaceCatalog.Find(space) is { } found
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{found.Dimensions.Length} dimensions, about 10^{Math.Max(0, System.Numerics.BigInteger.Log10(found.Size)):F0} points"
            )
            : "a built-in space";

    private static string Options(string strategy) =>
        StrategyCatalog.Find(strategy)?.Options is { IsEmpty: false } options
            ? $"; its options: {string.Join(", ", options.Select(option => option.Name))}"
            : "";

    private static string Text(string value) => JsonValue.Create(value).ToJsonString(JsonSerializerOptions.Default);

    // In a comment a line break would end it.
    private static string Plain(string value) => string.Concat(value.Where(c => !char.IsControl(c)));
}
