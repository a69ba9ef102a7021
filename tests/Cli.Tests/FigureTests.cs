using NasCluster.Cli.Figures;
using NasCluster.Cli.Reports;

namespace NasCluster.Cli.Tests;

public sealed class FigureTests
{
    [Theory]
    [InlineData(0.412, 0.873, 0.4, 0.9)]
    [InlineData(1200, 98_000, 0, 100_000)]
    [InlineData(-3, 7, -4, 8)]
    public void Scale_OfARange_EndsAtRoundNumbers(double low, double high, double min, double max)
    {
        var scale = Scale.Of([low, high]);

        Assert.Equal((min, max), (Math.Round(scale.Min, 9), Math.Round(scale.Max, 9)));
        Assert.InRange(scale.Marks().Count(), 4, 8);
        Assert.Equal(scale.Max, scale.Marks().Last(), 9);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0)]
    [InlineData(1e9)]
    public void Scale_OfOneValue_HasItInside(double value)
    {
        var scale = Scale.Of([value]);
        Assert.InRange(scale.Place(value), 0.2, 0.8);
        Assert.InRange(scale.Marks().Count(), 2, 12);
    }

    [Fact]
    public void TextPlot_Points_StandWhereTheyBelong()
    {
        var plot = new TextPlot("t", new(0, 10, 5), new(0, 1, 0.5), width: 11, height: 3);
        plot.Steps([(0, 0), (5, 1)]);
        plot.Point(10, 0.5, '◆');

        Assert.Equal(
            ["t", "  1 ┤     ──────", "0.5 ┤          ◆", "  0 ┤──────", "    └───────────", "     0        10"],
            plot.Lines()
        );
    }

    [Fact]
    public void SvgPlot_TextsOfUsers_CannotBecomeElements()
    {
        var plot = new SvgPlot("<b>", "x\"", new(0, 1, 1), "y", new(0, 1, 1));
        plot.Point(0.5, 0.5, "point", "<img onerror>");

        var svg = System.Xml.Linq.XDocument.Parse(plot.ToSvg()).Root!;

        Assert.Equal("<b>", svg.Attribute("aria-label")!.Value);
        Assert.Equal("<img onerror>", svg.Descendants("title").Single().Value);
    }
}
