using System.Text.RegularExpressions;
using NasCluster.Domain.Experiments;

namespace NasCluster.Dashboard.Components.Parts;

/// <summary>Events for people.</summary>
internal static partial class EventText
{
    public static string Kind(ExperimentEventKind kind) =>
        kind == ExperimentEventKind.StateChanged ? "state" : kind.ToString().ToLowerInvariant();

    /// <summary>The detail without the random marks of attempts, which only machines compare.</summary>
    public static string Detail(ExperimentEvent item) => Mark().Replace(item.Detail, "");

    [GeneratedRegex("#[0-9a-f]{12}\\b", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex Mark();
}
