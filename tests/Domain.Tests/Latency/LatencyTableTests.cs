using System.Collections.Immutable;
using NasCluster.Domain.Latency;

namespace NasCluster.Domain.Tests.Latency;

public sealed class LatencyTableTests
{
    private static readonly BlockKey First = new("1x4x4", "conv3x3/1p1:1>2 bn", "2x4x4");
    private static readonly BlockKey Second = new("2x4x4", "mean", "2x1x1");

    private static readonly LatencyTable Table = new(
        "torch-cpu-1t",
        "toy",
        "a machine",
        [new(First, 0.25, 0.5, 40), new(Second, 0.125, 0.2, 60)],
        new(0.1, 1.5, 8)
    );

    [Fact]
    public void Estimate_IsTheSumOfEntries_AndTheCalibratedSum()
    {
        var estimate = Table.Estimate([First, Second, First]);
        Assert.Equal(0.625, estimate.EstimateMs);
        Assert.Equal(0.1 + 1.5 * 0.625, estimate.CalibratedMs);
        Assert.Null((Table with { Calibration = null }).Estimate([First]).CalibratedMs);
    }

    [Fact]
    public void Missing_NamesEachUnknownBlockOnce()
    {
        var other = Second with { Output = "3x1x1" };
        Assert.Equal([other], Table.Missing([First, other, other]));
    }

    [Fact]
    public void Csv_IsReadAsItWasWritten()
    {
        var read = LatencyTableCsv.Read(LatencyTableCsv.Write(Table));
        Assert.Equal(Table.Summary, read.Summary);
        Assert.Equal(Table.Entries, read.Entries);
    }

    [Fact]
    public void Csv_WithErrors_NamesThemAll()
    {
        const string text = """
            # device: phone
            # calibration: 1 x 3
            input,block,output,median_ms,p95_ms,repeats
            1x1x1,bn,1x1x1,-1,2,3
            1x1x1,bn
            1x1x1,relu,1x1x1,1,NaN,many
            1x1x1,relu,1x1x1,1,1,1
            """;
        var error = Assert.Throws<InvalidLatencyTableException>(() => LatencyTableCsv.Read(text)).Message.Split('\n');
        Assert.Equal(
            [
                "Line 4: median_ms is '-1'; allowed are milliseconds of at least 0.",
                "Line 5 has 2 fields; expected are 6.",
                "Line 6: p95_ms is 'NaN'; allowed are milliseconds of at least 0.",
                "Line 6: repeats is 'many'; allowed is a whole number.",
                "Line 7 repeats an earlier entry.",
                "There is no line '# subject: …'.",
                "calibration is '1 x 3'; expected are overhead in ms, factor and number of networks.",
            ],
            error
        );
    }

    [Fact]
    public void Calibration_FindsOverheadAndFactor()
    {
        ImmutableArray<(double, double)> pairs = [(1, 2.5), (2, 4.5), (4, 8.5)];
        var fit = LatencyCalibration.Fit(pairs);
        Assert.Equal(0.5, fit.OverheadMs, 9);
        Assert.Equal(2, fit.Factor, 9);
        Assert.Equal(new(0, 2, 1), LatencyCalibration.Fit([(1, 2)]));
        var accuracy = LatencyAccuracy.Of(pairs, fit);
        Assert.Equal(0, accuracy.CalibratedMeanErrorPercent!.Value, 9);
        Assert.Equal(1, accuracy.Spearman);
        Assert.Equal(100 * (1.5 / 2.5 + 2.5 / 4.5 + 4.5 / 8.5) / 3, accuracy.MeanErrorPercent, 9);
    }
}
