namespace NasCluster.Dashboard.Charts;

/// <summary>Axes that charts share.</summary>
internal static class ChartAxes
{
    public static object Value(string name, string format) =>
        new
        {
            type = "value",
            name,
            nameLocation = "middle",
            nameGap = 32,
            scale = true,
            format,
        };

    public static object Vertical(string name, string format) =>
        new
        {
            type = "value",
            name,
            nameLocation = "middle",
            nameGap = 52,
            scale = true,
            format,
        };
}
