using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Experiments;

/// <summary>
/// Takes typed values from nodes. A wrong value is recorded and read as null, like a missing one, so that reading goes on
/// to the next problem.
/// </summary>
internal sealed class ValueReader(ProblemList problems)
{
    public ProblemList Problems => problems;

    /// <summary>The node, once it is an object whose keys were checked.</summary>
    /// <param name="node">The value; null where it is missing.</param>
    /// <param name="shape">The keys it may and must have.</param>
    /// <param name="allowOthers">The caller looks after further keys.</param>
    public SpecNode? Object(SpecNode? node, ExperimentFileObject shape, bool allowOthers = false)
    {
        if (!Is(node, "an object", JsonValueKind.Object))
        {
            return null;
        }

        foreach (var key in shape.Required)
        {
            Require(node!, key);
        }

        foreach (var (key, member) in node!.Members.Where(pair => !allowOthers && !shape.Keys.Contains(pair.Key)))
        {
            var hint = Nearest.Of(key, shape.Keys) is { } near
                ? $"did you mean '{near}'?"
                : $"allowed are {Shown.List(shape.Keys)}.";
            problems.AddAtKey(SpecCodes.UnknownKey, member, $"'{Shown.Text(key)}' is not a key here; {hint}");
        }

        return node;
    }

    /// <summary>A key that has to be there, and not null.</summary>
    public void Require(SpecNode node, string key)
    {
        var code = node.Pointer.Length == 0 && key == "version" ? SpecCodes.Version : SpecCodes.Required;
        if (node.Find(key) is not { } value)
        {
            problems.AddMissing(code, node, key);
        }
        else if (value.Kind == JsonValueKind.Null)
        {
            problems.Add(code, value, $"'{key}' is null; it is required.");
            node.Members.Remove(key);
        }
    }

    public IReadOnlyList<SpecNode>? Items(SpecNode? node) =>
        Is(node, "an array", JsonValueKind.Array) ? node!.Items : null;

    public string? Text(SpecNode? node) => Is(node, "a string", JsonValueKind.String) ? node!.Text : null;

    /// <summary>A text of 1 to so many characters.</summary>
    public string? Text(SpecNode node, int maxLength, string code)
    {
        if (Text(node) is not { } text || (text.Length > 0 && text.Length <= maxLength))
        {
            return node.Kind == JsonValueKind.String ? node.Text : null;
        }

        problems.Add(code, node, $"{node.Label} is {Shown.Value(node)}; allowed are 1 to {maxLength} characters.");
        return null;
    }

    public bool? Flag(SpecNode? node) =>
        Is(node, "true or false", JsonValueKind.True, JsonValueKind.False) ? node!.Kind == JsonValueKind.True : null;

    /// <summary>A name the file gives to something.</summary>
    public string? Name(SpecNode? node, int maxLength = SpecNames.MaxLength)
    {
        if (Text(node) is not { } name || SpecNames.Problem(name, maxLength) is not { } problem)
        {
            return node?.Kind == JsonValueKind.String ? node.Text : null;
        }

        problems.Add(SpecCodes.Name, node!, $"{node!.Label} is {Shown.Value(node)}; {problem}.");
        return null;
    }

    /// <summary>One of the known words.</summary>
    public string? Word(SpecNode? node, IEnumerable<string> known, string code = SpecCodes.Choice)
    {
        if (Text(node) is not { } word || known.Contains(word, StringComparer.Ordinal))
        {
            return node?.Kind == JsonValueKind.String ? node.Text : null;
        }

        var message =
            $"{node!.Label} is {Shown.Value(node)}; allowed are {Shown.List(known)}{Nearest.Hint(word, known)}";
        problems.Add(code, node, message);
        return null;
    }

    public double? Real(SpecNode? node, NumberRange range, string code = SpecCodes.Range) =>
        IsFinite(node) && IsIn(node!, range, range.Contains(node!.Number), code) ? node.Number : null;

    /// <summary>A whole number, at most 2^53 in size; 1e2 is 100, and 3.5 is refused.</summary>
    public long? Whole(SpecNode? node, NumberRange range, string code = SpecCodes.Range)
    {
        if (!IsFinite(node))
        {
            return null;
        }

        if (!double.IsInteger(node!.Number))
        {
            problems.Add(SpecCodes.Number, node, $"{node.Label} is {Shown.Value(node)}; a whole number is wanted.");
            return null;
        }

        // A double would round 2^53 + 1 down to a number that is allowed; a decimal does not.
        var isIn =
            range.Contains(node.Number)
            && decimal.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)
            && exact == (long)node.Number;
        return IsIn(node, range, isIn, code) ? (long)node.Number : null;
    }

    public int? Int(SpecNode? node, int min, int max, string code = SpecCodes.Range) =>
        (int?)Whole(node, new(min, max), code);

    /// <summary>A value of a dimension: a finite number, a flag or a short text.</summary>
    public ParameterValue? Parameter(SpecNode? node)
    {
        if (!Is(node, "a number, a string, true or false", Scalars))
        {
            return null;
        }

        return node!.Kind switch
        {
            JsonValueKind.Number => IsFinite(node) ? node.Number : null,
            JsonValueKind.String => ParameterText(node),
            _ => node.Kind == JsonValueKind.True,
        };
    }

    private static JsonValueKind[] Scalars { get; } =
    [JsonValueKind.Number, JsonValueKind.String, JsonValueKind.True, JsonValueKind.False];

    private ParameterValue? ParameterText(SpecNode node)
    {
        // ';' and '=' separate the values in the text that tells configurations apart.
        if (
            node.Text.Length is > 0 and <= SpecNames.MaxLength
            && !node.Text.Any(c => char.IsControl(c) || c is ';' or '=')
        )
        {
            return node.Text;
        }

        const string Allowed = "allowed are 1 to 80 characters without control characters, ';' and '='";
        problems.Add(SpecCodes.Name, node, $"{node.Label} is {Shown.Value(node)}; {Allowed}.");
        return null;
    }

    private bool Is(SpecNode? node, string wanted, params ReadOnlySpan<JsonValueKind> kinds)
    {
        if (node is null || kinds.Contains(node.Kind))
        {
            return node is not null;
        }

        var advice = node.Kind == JsonValueKind.Null ? ", or leave the key out" : "";
        problems.Add(SpecCodes.Type, node, $"{node.Label} is {Shown.Value(node)}; it has to be {wanted}{advice}.");
        return false;
    }

    private bool IsFinite(SpecNode? node)
    {
        if (!Is(node, "a number", JsonValueKind.Number))
        {
            return false;
        }

        if (double.IsFinite(node!.Number))
        {
            return true;
        }

        problems.Add(SpecCodes.Number, node, $"{node.Label} is {Shown.Value(node)}, which is too large for a number.");
        return false;
    }

    private bool IsIn(SpecNode node, NumberRange range, bool isIn, string code)
    {
        if (!isIn)
        {
            problems.Add(code, node, $"{node.Label} is {Shown.Value(node)}; allowed is {range}.");
        }

        return isIn;
    }
}
