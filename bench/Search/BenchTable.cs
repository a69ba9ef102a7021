using System.Collections.Immutable;
using System.Globalization;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Bench.Search;

/// <summary>A table of trained candidates: what a search sees of each row, and what the row is really worth.</summary>
/// <param name="Name">Name in the output.</param>
/// <param name="Space">Its dimensions; no decoder.</param>
/// <param name="Rows">By configuration key: the values seen by seeds 0, 1, … (taken in turns), and the true value.</param>
internal sealed record BenchTable(string Name, SearchSpace Space, Dictionary<string, (double[] Seen, double True)> Rows)
{
    public double Best { get; } = Rows.Values.Max(row => row.True);

    /// <summary>NAS-Bench-Macro: eight layers of three operations; one of three runs is seen, their mean is charged.</summary>
    public static BenchTable Macro(string folder, double? maxFlops)
    {
        var space = new SearchSpace(
            "macro",
            Decoder: null,
            [.. Enumerable.Range(0, 8).Select(i => Choice($"layer{i}", SpacePart.Architecture, ["0", "1", "2"]))]
        );
        var rows = new Dictionary<string, (double[], double)>(StringComparer.Ordinal);
        foreach (var row in Read(Path.Combine(folder, "macro.csv")))
        {
            if (Number(row["flops"]) <= (maxFlops ?? double.MaxValue))
            {
                var architecture = row["arch"]
                    .Select((op, i) => KeyValuePair.Create($"layer{i}", (ParameterValue)op.ToString()));
                double[] seen = [.. Enumerable.Range(1, 3).Select(run => Number(row[$"test_acc_run{run}"]) / 100)];
                rows[new Configuration(new(architecture), ParameterSet.Empty).Key] = (
                    seen,
                    Number(row["mean_acc"]) / 100
                );
            }
        }

        return new(maxFlops is null ? "macro" : "macro_flops60M", space, rows);
    }

    /// <summary>Transformers for translation, architecture and learning rate; BLEU over 100.</summary>
    public static BenchTable Translation(string folder, string task)
    {
        string[] names = ["bpe_symbols", "num_layers", "num_embed", "ffn_hidden", "attention_heads"];
        var rows = Read(Path.Combine(folder, "nmt.csv")).Where(row => row["task"] == task).ToList();
        var space = new SearchSpace(
            $"nmt_{task}",
            Decoder: null,
            [
                .. names.Select(name => Levels(name, SpacePart.Architecture, rows)),
                Levels("initial_lr", SpacePart.Recipe, rows),
            ]
        );
        return new(
            space.Name,
            space,
            rows.ToDictionary(
                row =>
                    new Configuration(
                        new(names.Select(name => KeyValuePair.Create(name, (ParameterValue)Number(row[name])))),
                        new([KeyValuePair.Create("initial_lr", (ParameterValue)Number(row["initial_lr"]))])
                    ).Key,
                row => (new[] { Number(row["dev_bleu"]) / 100 }, Number(row["dev_bleu"]) / 100),
                StringComparer.Ordinal
            )
        );
    }

    private static OrdinalDimension Levels(string name, SpacePart part, List<Dictionary<string, string>> rows) =>
        new()
        {
            Name = name,
            Part = part,
            Choices =
            [
                .. rows.Select(row => Number(row[name])).Distinct().Order().Select(value => (ParameterValue)value),
            ],
        };

    private static CategoricalDimension Choice(string name, SpacePart part, ImmutableArray<ParameterValue> choices) =>
        new()
        {
            Name = name,
            Part = part,
            Choices = choices,
        };

    private static IEnumerable<Dictionary<string, string>> Read(string file)
    {
        var lines = File.ReadLines(file).ToList();
        var header = lines[0].Split(',');
        return lines
            .Skip(1)
            .Select(line => header.Zip(line.Split(',')).ToDictionary(pair => pair.First, pair => pair.Second));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
