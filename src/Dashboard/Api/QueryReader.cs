using System.Globalization;
using NasCluster.Domain.Experiments;

namespace NasCluster.Dashboard.Api;

/// <summary>Reads the query of a request strictly and gathers everything that is wrong with it.</summary>
internal sealed class QueryReader(IQueryCollection query)
{
    private const int LongestText = 4000;
    private readonly List<Problem> _problems = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>Parameters that were not asked for are wrong too, so this is looked at last.</summary>
    public IReadOnlyCollection<Problem> Problems =>
        [
            .. _problems,
            .. query
                .Keys.Where(name => !_known.Contains(name))
                .Select(name =>
                    Wrong(name, $"'{name}' is no parameter here: allowed are {string.Join(", ", _known)}.")
                ),
        ];

    public int Whole(string name, int usual, int least, int most)
    {
        if (Text(name) is not { } text)
        {
            return usual;
        }

        if (
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= least
            && value <= most
        )
        {
            return value;
        }

        Add(name, text, $"a whole number of {least} to {most}");
        return usual;
    }

    public long Sequence(string name)
    {
        if (Text(name) is not { } text)
        {
            return 0;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            return value;
        }

        Add(name, text, "the sequence number of an event, 0 or more");
        return 0;
    }

    public double? Number(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value)
            && value >= 0
        )
        {
            return value;
        }

        Add(name, text, "a finite number of 0 or more");
        return null;
    }

    public T? Word<T>(string name)
        where T : struct, Enum
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (!text.Any(char.IsAsciiDigit) && Enum.TryParse<T>(text, ignoreCase: true, out var value))
        {
            return value;
        }

        Add(name, text, $"one of {string.Join(", ", Enum.GetNames<T>().Select(JsonName))}");
        return null;
    }

    /// <summary>Null where it is not given or empty, as a form leaves it.</summary>
    public string? Text(string name)
    {
        _known.Add(name);
        var values = query[name];
        if (values.Count > 1)
        {
            _problems.Add(Wrong(name, $"'{name}' is given {values.Count} times."));
        }

        var text = values.FirstOrDefault();
        if (text?.Length > LongestText)
        {
            Add(name, text, $"at most {LongestText} characters");
            return null;
        }

        return string.IsNullOrEmpty(text) ? null : text;
    }

    /// <summary>A value that was read as text is none of those allowed.</summary>
    public void Refuse(string name, string text, string allowed) => Add(name, text, allowed);

    private static string JsonName(string name) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(name);

    private static Problem Wrong(string name, string message) => new("query.invalid", $"/{name}", 0, 0, message);

    private void Add(string name, string text, string allowed) =>
        _problems.Add(
            Wrong(name, $"'{name}' is '{(text.Length > 40 ? text[..40] + "…" : text)}': allowed is {allowed}.")
        );
}
