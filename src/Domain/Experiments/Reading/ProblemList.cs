using System.Collections.Immutable;

namespace NasCluster.Domain.Experiments;

/// <summary>The problems of one file. The first twenty are kept, the others counted.</summary>
/// <param name="content">The file without a byte-order mark; lines and columns are counted in it.</param>
internal sealed class ProblemList(ReadOnlyMemory<byte> content)
{
    private const int Limit = 20;
    private readonly List<Problem> _kept = [];

    public int Count { get; private set; }

    /// <summary>A problem with a value.</summary>
    public void Add(string code, SpecNode node, string message) => Add(code, () => node.Pointer, node.Offset, message);

    /// <summary>A problem with the key itself.</summary>
    public void AddAtKey(string code, SpecNode node, string message) =>
        Add(code, () => node.Pointer, node.KeyOffset, message);

    /// <summary>A member that is not there: its pointer, and the place of the object that lacks it.</summary>
    public void AddMissing(string code, SpecNode parent, string key) =>
        Add(code, () => SpecNode.PointerOf(parent, key), parent.Offset, $"'{key}' is missing; it is required.");

    /// <param name="code">Stable code.</param>
    /// <param name="pointer">Asked only where the problem is kept.</param>
    /// <param name="offset">Byte the problem is at.</param>
    /// <param name="message">One line.</param>
    public void Add(string code, Func<string> pointer, int offset, string message)
    {
        if (++Count <= Limit)
        {
            var (line, column) = PlaceOf(offset);
            _kept.Add(new(code, pointer(), line, column, message));
        }
    }

    /// <summary>All problems in the order of the file.</summary>
    public InvalidSpecException ToException()
    {
        ImmutableArray<Problem> problems = [.. _kept.OrderBy(problem => (problem.Line, problem.Column))];
        return new(
            Count <= Limit ? problems : [.. problems, new(SpecCodes.More, "", 0, 0, $"… and {Count - Limit} more")]
        );
    }

    private (int Line, int Column) PlaceOf(int offset)
    {
        var before = content.Span[..Math.Min(offset, content.Length)];
        return (before.Count((byte)'\n') + 1, before.Length - before.LastIndexOf((byte)'\n'));
    }
}
