using System.Globalization;
using System.Text;
using System.Text.Json;

namespace NasCluster.Domain.Experiments;

/// <summary>Strict JSON to a tree that knows its places: no comments, no trailing commas, one document, at most 64 deep.</summary>
internal sealed class SpecParser(ReadOnlyMemory<byte> content, ProblemList problems)
{
    private const int MaxDepth = 64;

    // The reader's own limit is set beyond ours: its exception could not be told from a syntax error.
    private static readonly JsonReaderOptions Options = new()
    {
        MaxDepth = MaxDepth + 2,
        CommentHandling = JsonCommentHandling.Skip,
    };
    private SpecNode? _parent;
    private string? _segment = "";

    /// <summary>The root, or null after a problem that makes the rest unreadable has been recorded.</summary>
    public SpecNode? Parse()
    {
        var reader = new Utf8JsonReader(content.Span, Options);
        try
        {
            reader.Read();
            var root = ReadValue(ref reader, null, "", 0);
            return root is null || reader.Read() ? null : root;
        }
        catch (JsonException e)
        {
            AddSyntax(e);
        }
        catch (InvalidOperationException)
        {
            // The only way a whole string token cannot be had: an escaped half of a surrogate pair.
            const string Message = "The string has half of a surrogate pair in it, which is no character.";
            problems.Add(SpecCodes.Encoding, Where, (int)reader.TokenStartIndex, Message);
        }

        return null;
    }

    private SpecNode? ReadValue(ref Utf8JsonReader reader, SpecNode? parent, string segment, int keyOffset)
    {
        var offset = (int)reader.TokenStartIndex;
        var start = parent?.Kind == JsonValueKind.Object ? keyOffset : offset;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray when reader.CurrentDepth >= MaxDepth:
                problems.Add(
                    SpecCodes.Depth,
                    () => "",
                    offset,
                    $"More than {MaxDepth} objects or arrays in one another."
                );
                return null;
            case JsonTokenType.StartObject:
                return ReadMembers(ref reader, new(parent, segment, start, offset, JsonValueKind.Object));
            case JsonTokenType.StartArray:
                return ReadItems(ref reader, new(parent, segment, start, offset, JsonValueKind.Array));
            case JsonTokenType.String:
                return new(parent, segment, start, offset, JsonValueKind.String) { Text = reader.GetString()! };
            case JsonTokenType.Number:
                var digits = Encoding.ASCII.GetString(reader.ValueSpan);
                return new(parent, segment, start, offset, JsonValueKind.Number) { Text = digits };
            default:
                return new(parent, segment, start, offset, KindOf(reader.TokenType));
        }
    }

    private SpecNode? ReadMembers(ref Utf8JsonReader reader, SpecNode node)
    {
        while (Next(ref reader, node, null) && reader.TokenType == JsonTokenType.PropertyName)
        {
            var keyOffset = (int)reader.TokenStartIndex;
            var key = reader.GetString()!;
            Next(ref reader, node, key);
            if (ReadValue(ref reader, node, key, keyOffset) is not { } value)
            {
                return null;
            }

            if (!node.Members.TryAdd(key, value))
            {
                problems.AddAtKey(SpecCodes.DuplicateKey, value, $"'{Shown.Text(key)}' is given twice.");
            }
        }

        return node;
    }

    private SpecNode? ReadItems(ref Utf8JsonReader reader, SpecNode node)
    {
        while (Next(ref reader, node, Index(node)) && reader.TokenType != JsonTokenType.EndArray)
        {
            if (ReadValue(ref reader, node, Index(node), 0) is not { } value)
            {
                return null;
            }

            node.Items.Add(value);
        }

        return node;
    }

    private static string Index(SpecNode array) => array.Items.Count.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads on, remembering what for: a token that is none has no node to point to. Null where a key is due.</summary>
    private bool Next(ref Utf8JsonReader reader, SpecNode parent, string? segment)
    {
        (_parent, _segment) = (parent, segment);
        return reader.Read();
    }

    private string Where() =>
        (_parent, _segment) switch
        {
            (null, _) => "",
            (_, null) => _parent.Pointer,
            _ => SpecNode.PointerOf(_parent, _segment),
        };

    private void AddSyntax(JsonException e)
    {
        var offset = OffsetOf(e);
        var rest = content.Span[Math.Min(offset, content.Length)..];
        if (_segment is not null && (rest.StartsWith("NaN"u8) || rest.StartsWith("Infinity"u8)))
        {
            problems.Add(
                SpecCodes.Number,
                Where,
                offset,
                "NaN and Infinity are no numbers here; a finite one is wanted."
            );
            return;
        }

        // The reader ends its message with the place, which the problem has already.
        var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        problems.Add(
            SpecCodes.Syntax,
            () => "",
            offset,
            $"This is not JSON: {Printable(end < 0 ? e.Message : e.Message[..end])}"
        );
    }

    private static string Printable(string message) => string.Concat(message.Select(c => char.IsControl(c) ? '?' : c));

    private int OffsetOf(JsonException e)
    {
        var start = 0;
        for (var line = e.LineNumber ?? 0; line > 0; line--)
        {
            start += content.Span[start..].IndexOf((byte)'\n') + 1;
        }

        return start + (int)(e.BytePositionInLine ?? 0);
    }

    private static JsonValueKind KindOf(JsonTokenType token) =>
        token switch
        {
            JsonTokenType.True => JsonValueKind.True,
            JsonTokenType.False => JsonValueKind.False,
            _ => JsonValueKind.Null,
        };
}
