using System.Globalization;
using System.Text;

namespace NasCluster.Domain.Latency;

/// <summary>
/// Latency tables as CSV: comment lines "# device: …", "# subject: …", "# machine: …" and, where there is one,
/// "# calibration: OVERHEAD_MS FACTOR NETWORKS"; then a header and one line per entry. Fields hold no commas or quotes.
/// </summary>
public static class LatencyTableCsv
{
    private const string Header = "input,block,output,median_ms,p95_ms,repeats";
    private const int MostEntries = 1_000_000;

    public static string Write(LatencyTable table)
    {
        var text = new StringBuilder();
        Append(text, $"# device: {table.Device}");
        Append(text, $"# subject: {table.Subject}");
        Append(text, $"# machine: {table.Machine}");
        if (table.Calibration is { } fit)
        {
            Append(text, $"# calibration: {fit.OverheadMs:R} {fit.Factor:R} {fit.Networks}");
        }

        text.Append(Header).Append('\n');
        foreach (var (key, median, p95, repeats) in table.Entries)
        {
            Append(text, $"{key.Input},{key.Block},{key.Output},{median:R},{p95:R},{repeats}");
        }

        return text.ToString();
    }

    /// <exception cref="InvalidLatencyTableException">All that is wrong, a line each; at most ten of them.</exception>
    public static LatencyTable Read(string text)
    {
        var reading = new LatencyTableReading();
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            reading.Line(line.ToString(), number);
            if (reading.Count > MostEntries)
            {
                throw new InvalidLatencyTableException($"More than {MostEntries} entries.");
            }
        }

        return reading.Finish(Header);
    }

    private static void Append(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
