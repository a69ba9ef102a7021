using System.Text;

namespace NasCluster.Storage.Postgres;

/// <summary>
/// Text as PostgreSQL can hold it: no NUL, no half of a surrogate pair. A trainer's last words may contain either, and
/// must not make its failure impossible to record.
/// </summary>
internal static class PostgresText
{
    public static string Of(string text) => IsPlain(text) ? text : Replace(text);

    private static bool IsPlain(ReadOnlySpan<char> text) =>
        !text.Contains('\0') && !text.ContainsAnyInRange('\uD800', '\uDFFF');

    private static string Replace(string text)
    {
        var replaced = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            replaced.Append(rune.Value == 0 ? Rune.ReplacementChar : rune);
        }

        return replaced.ToString();
    }
}
