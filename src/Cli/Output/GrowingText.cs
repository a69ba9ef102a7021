namespace NasCluster.Cli.Output;

/// <summary>A text that grows at its end and may lose its beginning.</summary>
internal static class GrowingText
{
    private const int Overlap = 2048;

    /// <summary>What has come since; all of it where nothing of what was shown is left.</summary>
    public static string After(string shown, string now)
    {
        if (now.StartsWith(shown, StringComparison.Ordinal))
        {
            return now[shown.Length..];
        }

        var end = shown.Length > Overlap ? shown[^Overlap..] : shown;
        var at = now.LastIndexOf(end, StringComparison.Ordinal);
        return at < 0 ? now : now[(at + end.Length)..];
    }
}
