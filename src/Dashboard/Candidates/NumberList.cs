using System.Collections.Immutable;
using System.Globalization;
using NasCluster.Dashboard.Api;

namespace NasCluster.Dashboard.Candidates;

/// <summary>Numbers of candidates, as an address has them: "3,17,20".</summary>
internal static class NumberList
{
    /// <summary>Most numbers of an address.</summary>
    public const int Most = 500;

    /// <summary>The text where it can be read; a problem where it cannot.</summary>
    public static string? Read(QueryReader reader)
    {
        var text = reader.Text("numbers");
        if (text is null || Parse(text) is not null)
        {
            return text;
        }

        reader.Refuse("numbers", text, $"up to {Most} numbers of candidates with commas between them");
        return null;
    }

    /// <summary>Null for text that is none.</summary>
    public static ImmutableSortedSet<int>? Parse(string? text)
    {
        var parts = (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        var numbers = ImmutableSortedSet.CreateBuilder<int>();
        foreach (var part in parts)
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1)
            {
                return null;
            }

            numbers.Add(number);
        }

        return numbers.Count is > 0 and <= Most ? numbers.ToImmutable() : null;
    }

    public static string Text(IEnumerable<int> numbers) =>
        string.Join(',', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));
}
