using System.Collections.Immutable;
using System.Text.Json;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Tables;

namespace NasCluster.Domain.Experiments;

/// <summary>Reads the trainer's keys about a table, and the table itself: all that is wrong with both.</summary>
internal sealed class TableBinder(ValueReader read, string folder)
{
    private static readonly string[] Keys =
    [
        "accuracy",
        "accuracyScale",
        "test",
        "latency",
        "stepTime",
        "params",
        "macs",
        "costs",
        "fidelities",
        "where",
    ];

    /// <summary>The table; null where there is none or anything is wrong with it.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="space">The space, as far as it could be read.</param>
    /// <param name="epochs">Epochs of a candidate.</param>
    public TableSpec? Bind(SpecNode file, BoundSpace? space, int epochs)
    {
        if (file.Find("trainer") is not { Kind: JsonValueKind.Object } node)
        {
            return null;
        }

        if (node.Find("table") is not { } name)
        {
            foreach (var key in Keys.Where(key => node.Find(key) is not null))
            {
                read.Problems.AddAtKey(SpecCodes.TableKey, node.Find(key)!, $"'{key}' goes with a 'table' only.");
            }

            Spec(node, "", epochs);
            return null;
        }

        var before = read.Problems.Count;
        Exclude(node, space);
        var spec = Spec(node, read.Text(name) ?? "", epochs);
        return read.Problems.Count == before && space?.Space is { } whole ? Load(spec, whole, node) : null;
    }

    private void Exclude(SpecNode node, BoundSpace? space)
    {
        if (node.Find("command") is { } command)
        {
            read.Problems.AddAtKey(SpecCodes.TableKey, command, "'command' and 'table' exclude one another.");
        }

        if (space?.Decoder is not null)
        {
            const string Message = "A table needs a space of its own 'dimensions', without a 'decoder'.";
            read.Problems.Add(SpecCodes.SpaceDecoder, space.Node, Message);
        }

        if (node.Find("accuracy") is null)
        {
            read.Problems.AddMissing(SpecCodes.Required, node, "accuracy");
        }
    }

    private TableSpec Spec(SpecNode node, string path, int trained) =>
        new()
        {
            Path =
                path.Length == 0 || path.Contains('\0', StringComparison.Ordinal) ? "" : Path.GetFullPath(path, folder),
            ContentHash = "",
            Accuracy = Runs(node.Find("accuracy")),
            Scale = read.Real(node.Find("accuracyScale"), NumberRange.Positive(1e9)) ?? 1,
            Test = read.Text(node.Find("test")),
            Latency = read.Text(node.Find("latency")),
            StepTime = read.Text(node.Find("stepTime")),
            Params = read.Text(node.Find("params")),
            Macs = read.Text(node.Find("macs")),
            Costs = Texts(node.Find("costs"), named: true),
            Epochs = trained,
            Fidelities = Fidelities(node.Find("fidelities"), trained),
            Where = Texts(node.Find("where"), named: false),
        };

    private TableSpec? Load(TableSpec spec, SearchSpace space, SpecNode node)
    {
        try
        {
            var text = TableText.Load(spec.Path);
            var whole = spec with { ContentHash = text.Hash };
            CandidateTable.Read(text, whole, space, out var problems);
            foreach (var problem in problems)
            {
                read.Problems.Add(SpecCodes.TableContent, node.Find(problem.Key) ?? node, problem.Message);
            }

            return problems.Count == 0 ? whole : null;
        }
        catch (InvalidSpecException e)
        {
            read.Problems.Add(SpecCodes.TableContent, node.Find("table")!, $"The table {e.Problems[0].Message}");
            return null;
        }
    }

    /// <summary>One column, or several of which each seed sees one.</summary>
    private ImmutableArray<string> Runs(SpecNode? node)
    {
        if (node is null or { Kind: JsonValueKind.String })
        {
            return read.Text(node) is { } column ? [column] : [];
        }

        var items = read.Items(node) ?? [];
        if (node.Kind == JsonValueKind.Array && items.Count == 0)
        {
            read.Problems.Add(SpecCodes.Range, node, "'accuracy' is empty; at least one column is needed.");
        }

        return [.. items.Select(item => read.Text(item) ?? "")];
    }

    private ImmutableArray<TableFidelity> Fidelities(SpecNode? node, int trained)
    {
        var fidelities = new List<TableFidelity>();
        foreach (var item in read.Items(node) ?? [])
        {
            if (read.Object(item, ExperimentFileFormat.Fidelity) is not { } entry)
            {
                continue;
            }

            var epochs = read.Int(entry.Find("epochs"), 1, 10_000, SpecCodes.TrainRange);
            if (epochs <= fidelities.LastOrDefault()?.Epochs)
            {
                const string Message = "Fidelities come in order of their epochs, each once.";
                read.Problems.Add(SpecCodes.TrainRange, entry.Find("epochs")!, Message);
            }

            if (epochs >= trained)
            {
                var message =
                    $"'epochs' is {epochs}; a fidelity has fewer than the {trained} of a candidate ('epochs' of 'trainer').";
                read.Problems.Add(SpecCodes.TrainRange, entry.Find("epochs")!, message);
            }

            fidelities.Add(new(epochs ?? int.MaxValue, read.Text(entry.Find("accuracy")) ?? ""));
        }

        return [.. fidelities];
    }

    private ParameterSet Texts(SpecNode? node, bool named)
    {
        if (node is null)
        {
            return ParameterSet.Empty;
        }

        if (node.Kind != JsonValueKind.Object)
        {
            read.Problems.Add(SpecCodes.Type, node, $"{node.Label} is {Shown.Value(node)}; it has to be an object.");
            return ParameterSet.Empty;
        }

        foreach (var (key, member) in node.Members.Where(pair => named && SpecNames.Problem(pair.Key, 60) is not null))
        {
            read.Problems.AddAtKey(SpecCodes.Name, member, $"'{Shown.Text(key)}' {SpecNames.Problem(key, 60)}.");
        }

        return new(
            node.Members.Select(pair => KeyValuePair.Create(pair.Key, (ParameterValue)(read.Text(pair.Value) ?? "")))
        );
    }
}
