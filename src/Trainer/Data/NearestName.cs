namespace NasCluster.Trainer.Data;

/// <summary>Finds the name that a wrong one was probably meant to be.</summary>
internal static class NearestName
{
    /// <summary>The name with the fewest changed characters; null where every name needs more than a third of them changed.</summary>
    public static string? Of(string wrong, IEnumerable<string> names)
    {
        var nearest = names.Select(name => (Name: name, Edits: Edits(wrong, name))).MinBy(pair => pair.Edits);
        return nearest.Name is not null && nearest.Edits * 3 <= wrong.Length ? nearest.Name : null;
    }

    // Levenshtein distance without regard to case, one row at a time.
    private static int Edits(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var k = 1; k <= to.Length; k++)
            {
                var same = char.ToLowerInvariant(from[i - 1]) == char.ToLowerInvariant(to[k - 1]);
                var best = Math.Min(diagonal + (same ? 0 : 1), 1 + Math.Min(row[k], row[k - 1]));
                (diagonal, row[k]) = (row[k], best);
            }
        }

        return row[^1];
    }
}
