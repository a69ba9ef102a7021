using System.Text.Json;
using System.Text.Json.Nodes;

namespace NasCluster.Dashboard.Drafts;

/// <summary>A value of the file that the form shows as a field of its own.</summary>
/// <param name="Label">Of the field.</param>
/// <param name="Path">Keys to it, from the top.</param>
/// <param name="IsNumber">Written without quotes.</param>
internal sealed record DraftField(string Label, string[] Path, bool IsNumber)
{
    public static readonly DraftField[] All =
    [
        new("Name", ["name"], IsNumber: false),
        new("Seed", ["seed"], IsNumber: true),
        new("Data set", ["data", "dataset"], IsNumber: false),
        new("Candidates", ["budget", "candidates"], IsNumber: true),
        new("Epochs", ["trainer", "epochs"], IsNumber: true),
        new("MACs at most", ["constraints", "maxMacs"], IsNumber: true),
    ];

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Empty where the file does not have it, or is no JSON now.</summary>
    public string Read(string text) =>
        Path.Aggregate(Parse(text), (node, key) => node is JsonObject part ? part[key] : null)?.ToString() ?? "";

    /// <summary>The file with another value; as it is where it is no JSON now.</summary>
    public string Write(string text, string value)
    {
        if (Parse(text) is not JsonObject root)
        {
            return text;
        }

        var part = root;
        foreach (var key in Path[..^1])
        {
            if (part[key] is not JsonObject next)
            {
                part[key] = next = [];
            }

            part = next;
        }

        if (value.Length == 0)
        {
            part.Remove(Path[^1]);
        }
        else
        {
            part[Path[^1]] =
                IsNumber && decimal.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var number)
                    ? number
                    : value;
        }

        return root.ToJsonString(Indented);
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
