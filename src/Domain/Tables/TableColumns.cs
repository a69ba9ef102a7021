using System.Collections.Immutable;
using NasCluster.Domain.Ranking;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Tables;

/// <summary>Where in a line of a table everything stands; what cannot be found is a problem.</summary>
internal sealed class TableColumns
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<TableProblem> _problems;

    public TableColumns(TableSpec spec, SearchSpace space, string[] header, List<TableProblem> problems)
    {
        _problems = problems;
        for (var i = 0; i < header.Length; i++)
        {
            if (!_places.TryAdd(header[i], i))
            {
                problems.Add(new("table", $"The column '{header[i]}' is there twice."));
            }
        }

        Dimensions = [.. space.Dimensions.Select(Of)];
        Runs = [.. spec.Accuracy.Select(name => Place("accuracy", name))];
        Fidelities = [.. spec.Fidelities.Select(fidelity => Place("fidelities", fidelity.Column))];
        Test = spec.Test is { } test ? Place("test", test) : null;
        Costs = [.. Named(spec).Select(cost => (cost.Metric, Place(cost.Key, cost.Column)))];
        Filters = [.. spec.Where.Values.Select(pair => (Place("where", pair.Key), pair.Value.AsText()))];
    }

    public ImmutableArray<TableDimension> Dimensions { get; }

    public ImmutableArray<int> Runs { get; }

    public ImmutableArray<int> Fidelities { get; }

    public int? Test { get; }

    public ImmutableArray<(string Metric, int Place)> Costs { get; }

    public ImmutableArray<(int Place, string Text)> Filters { get; }

    /// <summary>The costs that an experiment names, with the metric each is known by.</summary>
    public static IEnumerable<(string Key, string Metric, string Column)> Named(TableSpec spec)
    {
        (string Key, string Metric, string? Column)[] own =
        [
            ("latency", Metric.LatencyMs, spec.Latency),
            ("stepTime", Metric.StepTimeMs, spec.StepTime),
            ("params", Metric.Params, spec.Params),
            ("macs", Metric.Macs, spec.Macs),
        ];
        return own.Where(cost => cost.Column is not null)
            .Select(cost => (cost.Key, cost.Metric, cost.Column!))
            .Concat(spec.Costs.Values.Select(pair => ("costs", pair.Key, pair.Value.AsText())));
    }

    /// <summary>The column of its name; else "arch.3" is the character at place 3 of the column "arch".</summary>
    private TableDimension Of(Dimension dimension)
    {
        if (_places.TryGetValue(dimension.Name, out var place))
        {
            return new(dimension, place, Character: null);
        }

        var dot = dimension.Name.LastIndexOf('.');
        if (
            dot > 0
            && int.TryParse(dimension.Name.AsSpan(dot + 1), out var character)
            && _places.TryGetValue(dimension.Name[..dot], out place)
        )
        {
            return new(dimension, place, character);
        }

        return new(dimension, Place("table", dimension.Name, "the dimension of that name needs it"), null);
    }

    private int Place(string key, string column, string? why = null)
    {
        if (_places.TryGetValue(column, out var place))
        {
            return place;
        }

        var known = string.Join(", ", _places.Keys.Take(20));
        var reason = why is null ? "" : $" ({why})";
        _problems.Add(new(key, $"The table has no column '{column}'{reason}; it has {known}."));
        return 0;
    }
}
