using System.Globalization;
using System.Text;

namespace NasCluster.Client;

/// <summary>Tables as CSV (RFC 4180).</summary>
internal static class CsvText
{
    private const string Formula = "=+-@\t\r";

    public static async Task WriteAsync(ResultTable table, Stream target, CancellationToken ct)
    {
        await using var writer = new StreamWriter(target, new UTF8Encoding(false), leaveOpen: true)
        {
            NewLine = "\r\n",
        };
        await writer.WriteLineAsync(string.Join(',', table.Columns.Select(column => Cell(column.Name))).AsMemory(), ct);
        for (var row = 0; row < table.Rows; row++)
        {
            var line = string.Join(',', table.Columns.Select(column => Cell(column.Text(row))));
            await writer.WriteLineAsync(line.AsMemory(), ct);
        }
    }

    /// <summary>A text that a spreadsheet would compute gets a quote in front.</summary>
    private static string Cell(string text)
    {
        var isFormula =
            text.Length > 0
            && Formula.Contains(text[0], StringComparison.Ordinal)
            && !double.TryParse(text, CultureInfo.InvariantCulture, out _);
        text = isFormula ? $"'{text}" : text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0
            ? text
            : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
