using System.Collections.Immutable;
using System.Security.Cryptography;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Tables;

namespace NasCluster.Bench.Search;

/// <summary>A published table of trained candidates, read as any experiment on a table reads it.</summary>
internal sealed class TableProblem : SearchProblem
{
    private const int MostPoints = 10_000_000;
    private readonly CandidateTable _table;

    private TableProblem(ExperimentSpec spec)
        : base(spec)
    {
        _table = TableCache.Of(spec)!;
        Rows = [.. SpacePoints.Of(spec.Space, MostPoints)!.Where(_table.Contains)];
        Best = Rows.Where(IsFeasible).Max(True);
    }

    /// <summary>Every configuration of the table.</summary>
    public ImmutableArray<Configuration> Rows { get; }

    public override double? Best { get; }

    /// <summary>NAS-Bench-Macro: eight layers of three operations; one of three runs is seen, their mean is charged.</summary>
    public static TableProblem Macro(string folder, string name, params ImmutableArray<LimitSpec> limits)
    {
        var space = new SearchSpace(
            "macro",
            Decoder: null,
            [.. Enumerable.Range(0, 8).Select(i => Choice($"arch.{i}", "0", "1", "2"))]
        );
        return new(
            SpecOf(name, space) with
            {
                Constraints = new() { Limits = limits },
                Trainer = Trainer(
                    Path.Combine(folder, "macro.csv"),
                    path =>
                        new()
                        {
                            Path = path,
                            ContentHash = HashOf(path),
                            Accuracy = ["test_acc_run1", "test_acc_run2", "test_acc_run3"],
                            Scale = 0.01,
                            Params = "params",
                            Macs = "flops",
                        }
                ),
            }
        );
    }

    /// <summary>Transformers for translation, architecture and learning rate; BLEU over 100.</summary>
    public static TableProblem Translation(
        string folder,
        string task,
        string name,
        params ImmutableArray<LimitSpec> limits
    )
    {
        string[] names = ["bpe_symbols", "num_layers", "num_embed", "ffn_hidden", "attention_heads"];
        var file = Path.Combine(folder, "nmt.csv");
        var levels = LevelsOf(file, task);
        var space = new SearchSpace(
            $"nmt_{task}",
            Decoder: null,
            [
                .. names.Select(column => Ordinal(column, SpacePart.Architecture, levels[column])),
                Ordinal("initial_lr", SpacePart.Recipe, levels["initial_lr"]),
            ]
        );
        return new(
            SpecOf(name, space) with
            {
                Constraints = new() { Limits = limits },
                Trainer = Trainer(
                    file,
                    path =>
                        new()
                        {
                            Path = path,
                            ContentHash = HashOf(path),
                            Accuracy = ["dev_bleu"],
                            Scale = 0.01,
                            Params = "num_params",
                            Costs = new([KeyValuePair.Create("gpuSeconds", (ParameterValue)"dev_gpu_time_s")]),
                            Where = new([KeyValuePair.Create("task", (ParameterValue)task)]),
                        }
                ),
            }
        );
    }

    public override CandidateMetrics Measure(Configuration configuration, ulong seed) =>
        _table.Measure(configuration, epochs: 1, seed)!;

    public override double True(Configuration configuration) =>
        Measure(configuration, seed: 0) is var metrics ? metrics.TestAccuracy ?? metrics.Accuracy : 0;

    public override bool IsFeasible(Configuration configuration) =>
        _table.CostsOf(configuration) is { } costs
        && Spec.Constraints.Allow(name => costs.TryGetValue(name, out var cost) ? cost : null);

    private static TrainerSpec Trainer(string file, Func<string, TableSpec> table) =>
        new() { Epochs = 1, Table = table(Path.GetFullPath(file)) };

    private static string HashOf(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));

    private static Dictionary<string, ImmutableArray<ParameterValue>> LevelsOf(string file, string task)
    {
        var lines = File.ReadLines(file).Select(line => line.Split(',')).ToList();
        var header = lines[0];
        var rows = lines.Skip(1).Where(cells => cells[Array.IndexOf(header, "task")] == task).ToList();
        return header
            .Select((column, i) => (column, Values: rows.Select(cells => cells[i]).Distinct().ToList()))
            .Where(column => column.Values.All(text => double.TryParse(text, Shown.Culture, out _)))
            .ToDictionary(
                column => column.column,
                column =>
                    column
                        .Values.Select(text => double.Parse(text, Shown.Culture))
                        .Distinct()
                        .Order()
                        .Select(value => (ParameterValue)value)
                        .ToImmutableArray()
            );
    }

    private static OrdinalDimension Ordinal(string name, SpacePart part, ImmutableArray<ParameterValue> choices) =>
        new()
        {
            Name = name,
            Part = part,
            Choices = choices,
        };

    private static CategoricalDimension Choice(string name, params ImmutableArray<ParameterValue> choices) =>
        new()
        {
            Name = name,
            Part = SpacePart.Architecture,
            Choices = choices,
        };
}
