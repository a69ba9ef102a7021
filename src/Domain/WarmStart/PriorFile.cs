using System.Text.Json;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Tables;

namespace NasCluster.Domain.WarmStart;

/// <summary>Takes the rows of a file with earlier results, whatever its format.</summary>
internal static class PriorFile
{
    private const int MaxJsonBytes = 64 * 1024 * 1024;
    private static readonly string[] Parts = ["architecture", "recipe", "parameters", "metrics", "costs"];

    /// <exception cref="InvalidSpecException">There is no such file, it cannot be read, or it is too large.</exception>
    /// <exception cref="InvalidDataException">It is neither CSV nor JSON of results; the message says why.</exception>
    public static IReadOnlyList<PriorRow> Read(string path)
    {
        var name = path.ToLowerInvariant();
        if (name.EndsWith(".json", StringComparison.Ordinal))
        {
            return Json(SpecFile.Load(path, MaxJsonBytes));
        }

        return name.EndsWith(".csv", StringComparison.Ordinal) || name.EndsWith(".csv.gz", StringComparison.Ordinal)
            ? [.. Csv(TableText.Load(path))]
            : throw new InvalidDataException("allowed is a name that ends in .csv, .csv.gz or .json.");
    }

    private static IEnumerable<PriorRow> Csv(TableText text)
    {
        string[]? header = null;
        foreach (var (line, cells) in text.Lines())
        {
            if (header is null)
            {
                header = cells;
                continue;
            }

            var texts = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (name, cell) in header.Zip(cells))
            {
                if (cell.Length > 0)
                {
                    texts[name] = cell;
                }
            }

            yield return new(FormattableString.Invariant($"Line {line}"), texts);
        }
    }

    private static List<PriorRow> Json(byte[] content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            var root = document.RootElement;
            var items =
                root.ValueKind == JsonValueKind.Object && root.TryGetProperty("candidates", out var within)
                    ? within
                    : root;
            if (items.ValueKind != JsonValueKind.Array)
            {
                throw new InvalidDataException("an array of results is wanted, or an object with 'candidates'.");
            }

            return
            [
                .. items
                    .EnumerateArray()
                    .Select((item, i) => new PriorRow(FormattableString.Invariant($"Item {i}"), Texts(item))),
            ];
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"this is not JSON: {e.Message}", e);
        }
    }

    /// <summary>Scalars of an item, and of its parts both by name and by part and name.</summary>
    private static Dictionary<string, string> Texts(JsonElement item)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (item.ValueKind != JsonValueKind.Object)
        {
            return texts;
        }

        foreach (var member in item.EnumerateObject())
        {
            if (Text(member.Value) is { } text)
            {
                texts[member.Name] = text;
            }
            else if (member.Value.ValueKind == JsonValueKind.Object && Parts.Contains(member.Name))
            {
                foreach (var (name, value) in Texts(member.Value))
                {
                    texts.TryAdd(name, value);
                    texts[$"{member.Name}.{name}"] = value;
                }
            }
        }

        return texts;
    }

    private static string? Text(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => null,
        };
}
