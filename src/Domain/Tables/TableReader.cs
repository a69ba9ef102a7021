using System.Globalization;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Tables;

/// <summary>Reads the rows of a table for a space, and collects all that is wrong with them.</summary>
internal sealed class TableReader(TableSpec spec, SearchSpace space)
{
    private const int MostRows = 5_000_000;
    private readonly List<TableProblem> _problems = [];
    private readonly Dictionary<string, TableRow> _rows = new(StringComparer.Ordinal);

    public IReadOnlyList<TableProblem> Problems => _problems;

    public Dictionary<string, TableRow> Rows => _rows;

    public void Read(TableText text)
    {
        try
        {
            TableColumns? columns = null;
            var width = 0;
            foreach (var (line, cells) in text.Lines())
            {
                if (columns is null)
                {
                    (columns, width) = (new(spec, space, cells, _problems), cells.Length);
                    if (_problems.Count > 0)
                    {
                        return;
                    }
                }
                else if (cells.Length != width)
                {
                    Add("table", line, $"has {cells.Length} cells; the header has {width}.");
                }
                else
                {
                    ReadRow(line, cells, columns);
                }
            }
        }
        catch (InvalidDataException e)
        {
            _problems.Add(new("table", $"The table cannot be read: {e.Message}"));
        }

        if (_rows.Count == 0 && _problems.Count == 0)
        {
            _problems.Add(new(spec.Where.Count > 0 ? "where" : "table", "The table has no row that counts."));
        }
    }

    private void ReadRow(int line, string[] cells, TableColumns columns)
    {
        if (columns.Filters.Any(filter => cells[filter.Place] != filter.Text))
        {
            return;
        }

        var before = _problems.Count;
        var configuration = ConfigurationOf(line, cells, columns);
        var row = new TableRow(
            [.. columns.Runs.Select(place => Accuracy("accuracy", line, cells[place]))],
            [.. columns.Fidelities.Select(place => Accuracy("fidelities", line, cells[place]))],
            columns.Costs.ToDictionary(
                cost => cost.Metric,
                cost => Number("table", line, cells[cost.Place], $"for '{cost.Metric}'"),
                StringComparer.Ordinal
            ),
            columns.Test is { } test ? Accuracy("test", line, cells[test]) : null
        );
        if (_problems.Count > before || configuration is null)
        {
            return;
        }

        if (_rows.Count == MostRows)
        {
            Add("table", line, $"is one row more than the {MostRows} that are allowed.");
        }
        else if (!_rows.TryAdd(configuration.Key, row))
        {
            Add("table", line, "has a configuration that an earlier row has too.");
        }
    }

    private Configuration? ConfigurationOf(int line, string[] cells, TableColumns columns)
    {
        var values = new Dictionary<string, ParameterValue>(StringComparer.Ordinal);
        foreach (var column in columns.Dimensions)
        {
            var (dimension, text) = (column.Dimension, column.TextIn(cells));
            if (dimension.When is { } when && !(values.TryGetValue(when.Dimension, out var on) && when.Holds(on)))
            {
                continue;
            }

            if (column.Parse(text) is not { } value)
            {
                Add("table", line, $"has {Quoted(text)} for '{dimension.Name}': allowed is {dimension.Describe()}.");
                return null;
            }

            values[dimension.Name] = value;
        }

        return new(Part(SpacePart.Architecture), Part(SpacePart.Recipe));

        ParameterSet Part(SpacePart part) =>
            new(
                space
                    .Dimensions.Where(dimension => dimension.Part == part && values.ContainsKey(dimension.Name))
                    .Select(dimension => KeyValuePair.Create(dimension.Name, values[dimension.Name]))
            );
    }

    private double Accuracy(string key, int line, string cell)
    {
        var value = Number(key, line, cell, "for an accuracy") * spec.Scale;
        if (value is < 0 or > 1)
        {
            var times = spec.Scale == 1 ? "" : $" times {Shown.Number(spec.Scale)}";
            Add(key, line, $"has the accuracy {Shown.Text(cell)}{times}: allowed is 0…1; 'accuracyScale' multiplies.");
        }

        return value;
    }

    private double Number(string key, int line, string cell, string what)
    {
        if (
            double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value)
        )
        {
            return value;
        }

        Add(key, line, $"has {Quoted(cell)} {what}; a finite number is wanted.");
        return 0;
    }

    private static string Quoted(string? text) => text is null ? "too short a cell" : $"'{Shown.Text(text)}'";

    private void Add(string key, int line, string message) =>
        _problems.Add(new(key, string.Create(CultureInfo.InvariantCulture, $"Line {line} of the table {message}")));
}
