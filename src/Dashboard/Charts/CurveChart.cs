using System.Collections.Immutable;
using NasCluster.Dashboard.Components.Parts;
using NasCluster.Domain.Candidates;

namespace NasCluster.Dashboard.Charts;

/// <summary>Losses and accuracy of a candidate by epoch.</summary>
internal static class CurveChart
{
    public static ChartModel Of(ImmutableArray<EpochReport> epochs) =>
        new(
            "Learning curve",
            epochs.IsEmpty
                ? "No epoch is reported yet."
                : $"{epochs.Length} epochs; validation accuracy went from {Quantity.Percent(epochs[0].Accuracy)} to {Quantity.Percent(epochs[^1].Accuracy)}.",
            new
            {
                legend = new { },
                xAxis = new
                {
                    type = "value",
                    name = "Epoch",
                    nameLocation = "middle",
                    nameGap = 32,
                    minInterval = 1,
                    min = 1,
                    format = "whole",
                },
                yAxis = new object[]
                {
                    ChartAxes.Vertical("Accuracy", "percent"),
                    new
                    {
                        type = "value",
                        name = "Loss",
                        nameLocation = "middle",
                        nameGap = 44,
                        scale = true,
                        splitLine = new { show = false },
                        format = "plain",
                    },
                },
                series = new object[]
                {
                    Line("validation accuracy", epochs.Select(epoch => epoch.Accuracy), 0, "@accent", "percent"),
                    Line("validation loss", epochs.Select(epoch => epoch.ValidationLoss), 1, "@warm", "plain"),
                    Line("training loss", epochs.Select(epoch => epoch.Loss), 1, "@cold", "plain"),
                },
            },
            ["Epoch", "Accuracy", "Validation loss", "Training loss", "Images/s", "Seconds"],
            [
                .. epochs
                    .TakeLast(ChartModel.MostRows)
                    .Select(epoch =>
                        (ImmutableArray<string>)
                            [
                                $"{epoch.Epoch}",
                                Quantity.Percent(epoch.Accuracy),
                                Quantity.Plain(epoch.ValidationLoss, 4),
                                Quantity.Plain(epoch.Loss, 4),
                                Quantity.Plain(epoch.ImagesPerSecond, 0),
                                Quantity.Plain(epoch.Seconds, 1),
                            ]
                    ),
            ]
        );

    private static object Line(string name, IEnumerable<double> values, int axis, string color, string format) =>
        new
        {
            type = "line",
            name,
            yAxisIndex = axis,
            data = values.Select((value, i) => new[] { i + 1, value }),
            symbolSize = 5,
            lineStyle = new { color, width = 2 },
            itemStyle = new { color },
            tip = new Tip[] { new("epoch", 0, "whole"), new(name, 1, format) },
        };
}
