namespace NasCluster.Dashboard.Candidates;

/// <summary>The end of a log, as much as a page shows.</summary>
internal static class LastLines
{
    public const int Most = 200;

    /// <summary>The last lines with their number, and whether there are others before them.</summary>
    public static (string Text, int Count, bool IsCut) Of(string log)
    {
        var lines = log.TrimEnd('\n').Split('\n');
        var kept = lines.Length > Most ? lines[^Most..] : lines;
        return (string.Join('\n', kept), kept.Length, kept.Length < lines.Length);
    }
}
