using System.Globalization;
using System.Text.Json;

namespace NasCluster.Domain.Experiments;

/// <summary>A JSON value and where it stands. Places are worked out only when a problem is reported.</summary>
internal sealed class SpecNode
{
    private static readonly OrderedDictionary<string, SpecNode> NoMembers = [];
    private static readonly List<SpecNode> NoItems = [];
    private readonly SpecNode? _parent;
    private readonly string _segment;

    /// <param name="parent">The object or array it is in; null for the root.</param>
    /// <param name="segment">Its key or index there.</param>
    /// <param name="keyOffset">First byte of its key, or of the value where it has none.</param>
    /// <param name="offset">First byte of its value.</param>
    /// <param name="kind">What it is.</param>
    public SpecNode(SpecNode? parent, string segment, int keyOffset, int offset, JsonValueKind kind)
    {
        _parent = parent;
        _segment = segment;
        KeyOffset = keyOffset;
        Offset = offset;
        Kind = kind;
        Members = kind == JsonValueKind.Object ? new(StringComparer.Ordinal) : NoMembers;
        Items = kind == JsonValueKind.Array ? [] : NoItems;
    }

    public int KeyOffset { get; }

    public int Offset { get; }

    public JsonValueKind Kind { get; }

    /// <summary>A string without quotes and escapes, or a number as it is written; else empty.</summary>
    public string Text { get; init; } = "";

    /// <summary>The members of an object in the order of the file; of a key given twice, the first.</summary>
    public OrderedDictionary<string, SpecNode> Members { get; }

    /// <summary>The items of an array.</summary>
    public List<SpecNode> Items { get; }

    /// <summary>How messages call it: 'epochs', item 3 or the file.</summary>
    public string Label =>
        _parent switch
        {
            null => "the file",
            { Kind: JsonValueKind.Array } => $"item {_segment}",
            _ => $"'{Shown.Text(_segment)}'",
        };

    public string Pointer => _parent is null ? "" : PointerOf(_parent, _segment);

    /// <summary>A number as a double, infinite where it is too large for one; no negative zero.</summary>
    public double Number => double.Parse(Text, NumberStyles.Float, CultureInfo.InvariantCulture) + 0.0;

    public SpecNode? Find(string key) => Members.GetValueOrDefault(key);

    /// <summary>JSON pointer of a member that may not exist.</summary>
    public static string PointerOf(SpecNode parent, string segment)
    {
        var escaped = segment.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
        return $"{parent.Pointer}/{Shown.Text(escaped)}";
    }
}
