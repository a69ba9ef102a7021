using System.Text.RegularExpressions;

namespace NasCluster.Domain.Experiments;

/// <summary>The names a file gives. They never become paths; they are kept such that one would do no harm either.</summary>
internal static partial class SpecNames
{
    public const int MaxLength = 80;

    /// <summary>What is allowed, where a name is not; null where it is.</summary>
    public static string? Problem(string name, int maxLength) =>
        name.Length > maxLength ? $"it has {name.Length} characters, allowed are 1 to {maxLength}"
        : !Pattern().IsMatch(name)
            ? "allowed are letters A–Z and a–z, digits, '.', '_' and '-', with a letter or digit first"
        : name.Contains("..", StringComparison.Ordinal) ? "two dots in a row are not allowed"
        : DeviceName().IsMatch(name) ? "some systems keep this name for a device"
        : null;

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]*\z")]
    private static partial Regex Pattern();

    [GeneratedRegex(@"\A(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?\z", RegexOptions.IgnoreCase)]
    private static partial Regex DeviceName();
}
