using System.Text;

namespace NasCluster.Cli.Figures;

/// <summary>A chart of characters with axes, for terminals.</summary>
/// <param name="title">Above it.</param>
/// <param name="x">Range to the right.</param>
/// <param name="y">Range upwards.</param>
/// <param name="width">Characters of the plot itself.</param>
/// <param name="height">Its lines.</param>
internal sealed class TextPlot(string title, Scale x, Scale y, int width, int height)
{
    private readonly char[,] _cells = new char[height, width];

    public void Point(double at, double value, char mark) => _cells[Row(value), Column(at)] = mark;

    /// <summary>A step line that holds each value to the next one, drawn under all points.</summary>
    public void Steps(IReadOnlyList<(double X, double Y)> points)
    {
        for (var i = 0; i < points.Count; i++)
        {
            var end = i + 1 < points.Count ? Column(points[i + 1].X) : width - 1;
            for (var column = Column(points[i].X); column <= end; column++)
            {
                ref var cell = ref _cells[Row(points[i].Y), column];
                cell = cell == '\0' ? '─' : cell;
            }
        }
    }

    public IEnumerable<string> Lines()
    {
        var labels = y.Marks().ToDictionary(Row, Cost.Short);
        var margin = labels.Values.Max(label => label.Length);
        yield return title;
        for (var row = 0; row < height; row++)
        {
            var label = labels.GetValueOrDefault(row, "");
            var line = new StringBuilder(label.PadLeft(margin)).Append(label.Length > 0 ? " ┤" : " │");
            for (var column = 0; column < width; column++)
            {
                line.Append(_cells[row, column] is '\0' ? ' ' : _cells[row, column]);
            }

            yield return line.ToString().TrimEnd();
        }

        yield return new string(' ', margin) + " └" + new string('─', width);
        yield return new string(' ', margin + 2) + Ends();
    }

    private string Ends()
    {
        var (low, high) = (Cost.Short(x.Min), Cost.Short(x.Max));
        return low + high.PadLeft(Math.Max(high.Length + 1, width - low.Length));
    }

    private int Column(double at) => (int)Math.Round(x.Place(at) * (width - 1));

    private int Row(double value) => height - 1 - (int)Math.Round(y.Place(value) * (height - 1));
}
