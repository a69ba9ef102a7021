using System.Collections.Immutable;
using NasCluster.Dashboard.Live;

namespace NasCluster.Dashboard.Charts;

/// <summary>After which epoch candidates were stopped, and how many went on to their end.</summary>
internal static class StopChart
{
    public static ChartModel Of(ExperimentSnapshot snapshot)
    {
        var stopped = EarlyStops.Of(snapshot);
        var epochs = Enumerable.Range(1, Math.Max(1, snapshot.Spec.Trainer.Epochs)).ToList();
        var counts = epochs.ConvertAll(epoch => stopped.Stopped.Count(candidate => candidate.Failure?.Epoch == epoch));
        return new(
            "Where candidates were stopped",
            $"{stopped.Stopped.Count} stopped, {stopped.Whole} trained to their end; {stopped.Saved} of {stopped.Planned} epochs were saved.",
            new
            {
                xAxis = new
                {
                    type = "category",
                    name = "Stopped after epoch",
                    nameLocation = "middle",
                    nameGap = 30,
                    data = epochs.Select(epoch => $"{epoch}"),
                },
                yAxis = ChartAxes.Vertical("Candidates", "whole"),
                series = new object[]
                {
                    new
                    {
                        type = "bar",
                        data = counts,
                        itemStyle = new { color = "@warm" },
                        barMaxWidth = 34,
                    },
                },
            },
            ["Epoch", "Candidates stopped"],
            [.. epochs.Zip(counts, (epoch, count) => (ImmutableArray<string>)[$"{epoch}", $"{count}"])]
        );
    }
}
