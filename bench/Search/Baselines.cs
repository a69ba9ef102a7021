using System.Text.RegularExpressions;

namespace NasCluster.Bench.Search;

/// <summary>Figures of other methods as the README of the folder of tables lists them.</summary>
internal sealed partial class Baselines
{
    private readonly string[] _lines;

    private Baselines(string[] lines) => _lines = lines;

    /// <summary>What stands in the folder's README.md; nothing where there is none.</summary>
    public static Baselines In(string folder)
    {
        var file = Path.Combine(folder, "README.md");
        return new(File.Exists(file) ? File.ReadAllLines(file) : []);
    }

    /// <summary>The least regret of any listed method on a table after so many evaluations; null where none is listed.</summary>
    public (string Method, double Regret)? BestRegret(string table, int evaluations)
    {
        var rows = RowsUnder(line => line.StartsWith($"**{table}**", StringComparison.Ordinal));
        var column = rows.FirstOrDefault()?.IndexOf(evaluations.ToString(Shown.Culture)) ?? -1;
        return column < 0
            ? null
            : rows.Skip(1)
                .Where(cells => cells.Count > column && FirstNumber().IsMatch(cells[column]))
                .Select(cells => ((string, double)?)(cells[0], NumberIn(cells[column])))
                .MinBy(row => row!.Value.Item2);
    }

    /// <summary>Kendall's τ of the listed predictors trained on so many rows of a table, by name.</summary>
    public IEnumerable<(string Predictor, double Tau)> Taus(string table, int trained)
    {
        var rows = RowsUnder(line => line.StartsWith("Kendall", StringComparison.Ordinal));
        var column = rows.FirstOrDefault()?.IndexOf(table) ?? -1;
        return column < 0
            ? []
            : rows.Skip(1)
                .Where(cells => cells[0].EndsWith($"_{trained}", StringComparison.Ordinal))
                .Select(cells => (cells[0][..cells[0].LastIndexOf('_')], NumberIn(cells[column])));
    }

    [GeneratedRegex(@"\d+(\.\d+)?")]
    private static partial Regex FirstNumber();

    private static double NumberIn(string cell) => double.Parse(FirstNumber().Match(cell).Value, Shown.Culture);

    // The header and the rows of the first Markdown table after a line.
    private List<List<string>> RowsUnder(Predicate<string> heading) =>
        [
            .. _lines
                .SkipWhile(line => !heading(line))
                .SkipWhile(line => !line.StartsWith('|'))
                .TakeWhile(line => line.StartsWith('|'))
                .Where(line => !line.StartsWith("| ---", StringComparison.Ordinal))
                .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToList()),
        ];
}
