using System.Collections.Immutable;

namespace NasCluster.Dashboard.Charts;

/// <summary>A chart: what charts.js draws, and the same in words and as a table.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Summary">What it shows, in a sentence.</param>
/// <param name="Option">ECharts' option; "@name" stands for a colour of the theme, "tip" of a series for what its points say.</param>
/// <param name="Columns">Headings of the table.</param>
/// <param name="Rows">At most <see cref="MostRows"/> rows of the table.</param>
public sealed record ChartModel(
    string Title,
    string Summary,
    object Option,
    ImmutableArray<string> Columns,
    ImmutableArray<ImmutableArray<string>> Rows
)
{
    public const int MostRows = 200;

    private readonly Lazy<ChartPicture> _picture = new(() => ChartPicture.Of(Option));

    /// <summary>The option as it is sent.</summary>
    public ChartPicture Picture => _picture.Value;

    /// <summary>Address that a point's number is put behind on a click; null for points that lead nowhere.</summary>
    public string? Link { get; init; }
}
