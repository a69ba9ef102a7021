using System.Globalization;
using System.Text;
using NasCluster.Cli.Figures;

namespace NasCluster.Cli.Reports;

/// <summary>A chart with two axes as SVG. Colours come from the page's style, so that it is right in light and dark.</summary>
/// <param name="title">What it shows, for people who cannot see it.</param>
/// <param name="xLabel">Under the axis to the right.</param>
/// <param name="x">Its range.</param>
/// <param name="yLabel">Above the axis upwards.</param>
/// <param name="y">Its range.</param>
internal sealed class SvgPlot(string title, string xLabel, Scale x, string yLabel, Scale y)
{
    private const double Width = 640;
    private const double Height = 340;
    private const double Left = 64;
    private const double Right = 16;
    private const double Top = 28;
    private const double Bottom = 44;
    private readonly StringBuilder _content = new();

    public void Point(double at, double value, string kind, string tip) =>
        _content.Append(
            CultureInfo.InvariantCulture,
            $"<circle class=\"{kind}\" cx=\"{X(at):0.#}\" cy=\"{Y(value):0.#}\" r=\"{(kind == "front" ? 5 : 3.5)}\"><title>{Html.Text(tip)}</title></circle>"
        );

    /// <summary>A step line that holds each value to the next one, and the last to the end of the axis.</summary>
    public void Steps(IReadOnlyList<(double X, double Y)> points)
    {
        var path = new StringBuilder();
        for (var i = 0; i < points.Count; i++)
        {
            path.Append(
                CultureInfo.InvariantCulture,
                $"{(i == 0 ? "M" : "H")}{X(points[i].X):0.#}{(i == 0 ? " " : "V")}{Y(points[i].Y):0.#}"
            );
        }

        if (points.Count > 0)
        {
            path.Append(CultureInfo.InvariantCulture, $"H{X(x.Max):0.#}");
            _content.Append($"<path class=\"line\" d=\"{path}\"/>");
        }
    }

    /// <summary>The line on which both axes have the same value.</summary>
    public void Diagonal()
    {
        var (low, high) = (Math.Max(x.Min, y.Min), Math.Min(x.Max, y.Max));
        if (low < high)
        {
            _content.Append(
                CultureInfo.InvariantCulture,
                $"<path class=\"grid\" d=\"M{X(low):0.#} {Y(low):0.#}L{X(high):0.#} {Y(high):0.#}\"/>"
            );
        }
    }

    public string ToSvg()
    {
        var axes = new StringBuilder();
        foreach (var mark in y.Marks())
        {
            axes.Append(
                CultureInfo.InvariantCulture,
                $"<path class=\"grid\" d=\"M{Left} {Y(mark):0.#}H{Width - Right}\"/><text x=\"{Left - 6}\" y=\"{Y(mark) + 4:0.#}\" text-anchor=\"end\">{Cost.Short(mark)}</text>"
            );
        }

        foreach (var mark in x.Marks())
        {
            axes.Append(
                CultureInfo.InvariantCulture,
                $"<text x=\"{X(mark):0.#}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\">{Cost.Short(mark)}</text>"
            );
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Html.Text(title)}\">{axes}<text x=\"{Left}\" y=\"16\">{Html.Text(yLabel)}</text><text x=\"{Width - Right}\" y=\"{Height - 8}\" text-anchor=\"end\">{Html.Text(xLabel)}</text>{_content}</svg>\n"
        );
    }

    private double X(double value) => Left + x.Place(value) * (Width - Left - Right);

    private double Y(double value) => Height - Bottom - y.Place(value) * (Height - Top - Bottom);
}
