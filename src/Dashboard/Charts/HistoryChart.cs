using NasCluster.Dashboard.Components.Parts;
using NasCluster.Dashboard.Live;

namespace NasCluster.Dashboard.Charts;

/// <summary>Accuracy of every candidate in the order of proposal, and the best so far.</summary>
internal static class HistoryChart
{
    private static readonly Tip[] Tips =
    [
        new("candidate", 0, "whole"),
        new("accuracy", 1, "percent"),
        new("epochs", 2, "whole"),
    ];

    public static ChartModel Of(ExperimentSnapshot snapshot)
    {
        var improvements = BestSoFar.Improvements(snapshot.Candidates).ToList();
        var completed = snapshot.Completed.ToList();
        var matters = improvements.Select(candidate => candidate.Number).ToHashSet();
        var points = Thinning
            .Of(completed, matters)
            .Select(candidate => new object[] { candidate.Number, candidate.Metrics!.Accuracy, candidate.Epochs });
        var best = improvements
            .Select(candidate => new object[] { candidate.Number, candidate.Metrics!.Accuracy, candidate.Epochs })
            .ToList();
        if (best.Count > 0)
        {
            best.Add([completed[^1].Number, best[^1][1], best[^1][2]]);
        }

        return new(
            "Optimisation history",
            improvements.Count == 0
                ? "Nothing is trained yet."
                : $"{completed.Count} candidates trained; the best has {Quantity.Percent(improvements[^1].Metrics!.Accuracy)}, candidate {improvements[^1].Number}.",
            new
            {
                legend = new { },
                xAxis = ChartAxes.Value("Candidate", "whole"),
                yAxis = ChartAxes.Vertical("Accuracy", "percent"),
                series = new object[]
                {
                    new
                    {
                        type = "scatter",
                        name = "candidate",
                        data = points,
                        symbolSize = 7,
                        large = true,
                        largeThreshold = Thinning.ManyPoints,
                        itemStyle = new { color = "@soft", opacity = 0.7 },
                        tip = Tips,
                        number = 0,
                    },
                    new
                    {
                        type = "line",
                        name = "best so far",
                        data = best,
                        step = "end",
                        showSymbol = false,
                        lineStyle = new { color = "@accent", width = 2.5 },
                        itemStyle = new { color = "@accent" },
                        tip = Tips,
                        number = 0,
                    },
                },
            },
            ["Candidate", "Accuracy", "Epochs", "Stage"],
            [
                .. improvements
                    .TakeLast(ChartModel.MostRows)
                    .Select(candidate =>
                        (System.Collections.Immutable.ImmutableArray<string>)
                            [
                                $"{candidate.Number}",
                                Quantity.Percent(candidate.Metrics!.Accuracy),
                                $"{candidate.Epochs}",
                                candidate.Stage,
                            ]
                    ),
            ]
        )
        {
            Link = Links.Candidates(snapshot.Result.Experiment),
        };
    }
}
