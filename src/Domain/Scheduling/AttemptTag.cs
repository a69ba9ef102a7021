using System.Globalization;

namespace NasCluster.Domain.Scheduling;

/// <summary>
/// A random mark in an attempt's owner, so that no two attempts are equal even where the database was restored from a
/// backup and gives out numbers again.
/// </summary>
public static class AttemptTag
{
    public const char Separator = '#';

    private const int Length = 12;

    /// <summary>48 random bits as hexadecimal digits.</summary>
    public static string New() => Guid.NewGuid().ToString("N")[..Length];

    /// <summary>Names files of an attempt: its number, and its mark if it has one.</summary>
    public static string Name(AttemptRef attempt)
    {
        var number = attempt.Number.ToString(CultureInfo.InvariantCulture);
        return Of(attempt) is { } tag ? $"{number}-{tag}" : number;
    }

    /// <summary>The mark of an attempt; null where its owner has none.</summary>
    public static string? Of(AttemptRef attempt)
    {
        var at = attempt.Owner.LastIndexOf(Separator);
        return at < 0 ? null : attempt.Owner[(at + 1)..];
    }
}
