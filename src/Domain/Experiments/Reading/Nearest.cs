namespace NasCluster.Domain.Experiments;

/// <summary>The known name that a mistyped one was probably meant to be.</summary>
internal static class Nearest
{
    private const int MaxDistance = 3;
    private const int MaxLength = 80;

    /// <summary>"; did you mean 'epochs'?", or an empty text where no known name is near.</summary>
    public static string Hint(string name, IEnumerable<string> known) =>
        Of(name, known) is { } near ? $"; did you mean '{near}'?" : "";

    /// <summary>The nearest name at most three edits away, letter case aside; null where there is none.</summary>
    public static string? Of(string name, IEnumerable<string> known)
    {
        if (name.Length > MaxLength)
        {
            return null;
        }

        // A name with every letter replaced is no longer near, however short it is.
        return known
            .Select(candidate => (Name: candidate, Distance: Distance(Lower(name), Lower(candidate))))
            .Where(pair => pair.Distance <= MaxDistance && pair.Distance < Math.Max(pair.Name.Length, name.Length))
            .OrderBy(pair => pair.Distance)
            .Select(pair => pair.Name)
            .FirstOrDefault();
    }

#pragma warning disable CA1308 // Keys are camel case: lower case is the form in which they differ least.
    private static string Lower(string text) => text.ToLowerInvariant();
#pragma warning restore CA1308

    /// <summary>Levenshtein's distance: insertions, deletions and replacements of a character.</summary>
    private static int Distance(string first, string second)
    {
        var row = Enumerable.Range(0, second.Length + 1).ToArray();
        for (var i = 1; i <= first.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= second.Length; j++)
            {
                var replaced = diagonal + (first[i - 1] == second[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
