namespace NasCluster.Domain.Architectures;

/// <summary>
/// Path of a node, such as "stage1.0.expand.conv". Put together when it is first read: a search costs tens of thousands
/// of networks whose names nobody reads.
/// </summary>
public sealed class NodeName : IEquatable<NodeName>
{
    private readonly NodeName? _parent;
    private readonly string _part;
    private readonly int _number;
    private string? _text;

    private NodeName(NodeName? parent, string part, int number)
    {
        _parent = parent;
        _part = part;
        _number = number;
    }

    /// <summary>The path of the network itself.</summary>
    public static NodeName Root { get; } = new(null, "", Unnumbered);

    private const int Unnumbered = -1;

    public static implicit operator NodeName(string text) => FromString(text);

    public static NodeName FromString(string text) => text.Length == 0 ? Root : new(null, text, Unnumbered);

    /// <summary>A path below this one.</summary>
    public NodeName In(string part) => new(this, part, Unnumbered);

    /// <summary>A path below this one whose last part ends with a number.</summary>
    public NodeName In(string part, int number) => new(this, part, number);

    public bool Equals(NodeName? other) => other is not null && ToString() == other.ToString();

    public override bool Equals(object? obj) => Equals(obj as NodeName);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    public override string ToString() => _text ??= Text();

    private string Text()
    {
        var part = _number < 0 ? _part : $"{_part}{_number}";
        var path = _parent?.ToString() ?? "";
        return path.Length == 0 ? part : $"{path}.{part}";
    }
}
