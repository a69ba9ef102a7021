using System.Collections.Immutable;
using System.Globalization;

namespace NasCluster.Domain.Latency;

/// <summary>A CSV table half read: what was found, and what is wrong.</summary>
internal sealed class LatencyTableReading
{
    private const int MostProblems = 10;
    private const int Columns = 6;

    private readonly Dictionary<string, string> _notes = new(StringComparer.Ordinal);
    private readonly Dictionary<BlockKey, LatencyEntry> _entries = [];
    private readonly List<string> _problems = [];
    private string? _header;

    public int Count => _entries.Count;

    public void Line(string line, int number)
    {
        if (line.StartsWith('#'))
        {
            var parts = line[1..].Split(':', 2, StringSplitOptions.TrimEntries);
            _notes[parts[0]] = parts[^1];
        }
        else if (_header is null)
        {
            _header = line.Trim();
        }
        else if (line.Length > 0)
        {
            Entry(line, number);
        }
    }

    public LatencyTable Finish(string header)
    {
        if (_header != header)
        {
            _problems.Insert(0, $"The header is '{_header}'; expected is '{header}'.");
        }

        var device = Note("device");
        var subject = Note("subject");
        var calibration = Calibration();
        if (_entries.Count == 0)
        {
            _problems.Add("There are no entries.");
        }

        return _problems.Count == 0
            ? new(device, subject, _notes.GetValueOrDefault("machine", ""), [.. _entries.Values], calibration)
            : throw new InvalidLatencyTableException(string.Join('\n', _problems.Take(MostProblems)));
    }

    private void Entry(string line, int number)
    {
        var fields = line.Split(',');
        if (fields.Length != Columns)
        {
            _problems.Add($"Line {number} has {fields.Length} fields; expected are {Columns}.");
            return;
        }

        var median = Time(fields[3], "median_ms", number);
        var p95 = Time(fields[4], "p95_ms", number);
        if (!int.TryParse(fields[5], NumberStyles.None, CultureInfo.InvariantCulture, out var repeats))
        {
            _problems.Add($"Line {number}: repeats is '{fields[5]}'; allowed is a whole number.");
        }

        var key = new BlockKey(fields[0], fields[1], fields[2]);
        if (!_entries.TryAdd(key, new(key, median, p95, repeats)))
        {
            _problems.Add($"Line {number} repeats an earlier entry.");
        }
    }

    private double Time(string text, string field, int number)
    {
        if (
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value)
            && value >= 0
        )
        {
            return value;
        }

        _problems.Add($"Line {number}: {field} is '{text}'; allowed are milliseconds of at least 0.");
        return 0;
    }

    private string Note(string name)
    {
        if (_notes.GetValueOrDefault(name) is { Length: > 0 } text)
        {
            return text;
        }

        _problems.Add($"There is no line '# {name}: …'.");
        return "";
    }

    private LatencyCalibration? Calibration()
    {
        if (!_notes.TryGetValue("calibration", out var text))
        {
            return null;
        }

        var parts = text.Split(' ');
        if (
            parts.Length == 3
            && double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var overhead)
            && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var factor)
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var networks)
            && double.IsFinite(overhead)
            && double.IsFinite(factor)
        )
        {
            return new(overhead, factor, networks);
        }

        _problems.Add($"calibration is '{text}'; expected are overhead in ms, factor and number of networks.");
        return null;
    }
}
