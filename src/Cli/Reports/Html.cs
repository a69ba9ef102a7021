using System.Globalization;
using System.Net;

namespace NasCluster.Cli.Reports;

/// <summary>Texts and numbers as HTML has them; whatever is shown goes through here.</summary>
internal static class Html
{
    public static string Text(string? value) => WebUtility.HtmlEncode(value) ?? "";

    public static string Number(double value, string format = "0.##") =>
        value.ToString(format, CultureInfo.InvariantCulture);

    public static string Percent(double? value) => value?.ToString("P2", CultureInfo.InvariantCulture) ?? "–";

    /// <summary>A table with a head; cells are HTML already.</summary>
    public static string Table(IEnumerable<string> head, IEnumerable<IEnumerable<string>> rows) =>
        $"<div class=\"wide\"><table><thead><tr>{string.Concat(head.Select(cell => $"<th scope=\"col\">{cell}</th>"))}</tr></thead>"
        + $"<tbody>{string.Concat(rows.Select(row => $"<tr>{string.Concat(row.Select(cell => $"<td>{cell}</td>"))}</tr>"))}</tbody></table></div>\n";
}
