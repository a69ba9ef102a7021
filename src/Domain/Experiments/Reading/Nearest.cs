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
            .Select(candidate => (Name: candidate, Distance: EditDistance.Of(name, candidate)))
            .Where(pair => pair.Distance <= MaxDistance && pair.Distance < Math.Max(pair.Name.Length, name.Length))
            .OrderBy(pair => pair.Distance)
            .Select(pair => pair.Name)
            .FirstOrDefault();
    }
}
