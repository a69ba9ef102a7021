using NasCluster.Dashboard.Components.Parts;
using NasCluster.Dashboard.Live;
using NasCluster.Domain.Ranking;

namespace NasCluster.Dashboard.Charts;

/// <summary>What the predictor expected before training against what came out, batch by batch.</summary>
internal static class PredictionChart
{
    private const int MostBatches = 8;
    private static readonly Tip[] Tips =
    [
        new("candidate", 2, "whole"),
        new("predicted", 0, "percent"),
        new("reached", 1, "percent"),
    ];

    /// <summary>Null where nothing was predicted.</summary>
    public static ChartModel? Of(ExperimentSnapshot snapshot)
    {
        var predicted = snapshot.Completed.Where(candidate => candidate.PredictedAccuracy is not null).ToList();
        if (predicted.Count == 0)
        {
            return null;
        }

        var kept = Thinning.Of(predicted, new HashSet<int>());
        var values = predicted
            .SelectMany(candidate => new[] { candidate.PredictedAccuracy!.Value, candidate.Metrics!.Accuracy })
            .ToList();
        double[][] diagonal =
        [
            [values.Min(), values.Min()],
            [values.Max(), values.Max()],
        ];
        var rank = RankCorrelation.Spearman(
            [.. predicted.Select(candidate => candidate.PredictedAccuracy!.Value)],
            [.. predicted.Select(candidate => candidate.Metrics!.Accuracy)]
        );
        object line = new
        {
            type = "line",
            name = "as predicted",
            data = diagonal,
            showSymbol = false,
            silent = true,
            lineStyle = new { type = "dashed", color = "@soft" },
            itemStyle = new { color = "@soft" },
        };
        var batches = kept.GroupBy(candidate => candidate.Stage).ToList();
        var series = batches
            .TakeLast(MostBatches)
            .Select(batch =>
                (object)
                    new
                    {
                        type = "scatter",
                        name = batch.Key,
                        data = batch.Select(candidate =>
                            new object[]
                            {
                                candidate.PredictedAccuracy!.Value,
                                candidate.Metrics!.Accuracy,
                                candidate.Number,
                            }
                        ),
                        symbolSize = 8,
                        tip = Tips,
                        number = 2,
                    }
            );
        return new(
            "Predicted against reached",
            rank is { } value
                ? $"Over {predicted.Count} candidates the rank correlation (Spearman) of predicted and reached accuracy is {Quantity.Plain(value, 2)}."
                : $"{predicted.Count} candidates had a prediction.",
            new
            {
                legend = new { },
                xAxis = ChartAxes.Value("Predicted accuracy", "percent"),
                yAxis = ChartAxes.Vertical("Reached accuracy", "percent"),
                series = new[] { line }.Concat(series),
            },
            ["Batch", "Candidates", "Rank correlation"],
            [
                .. snapshot.Result.Predictor.Select(round =>
                    (System.Collections.Immutable.ImmutableArray<string>)
                        [round.Stage, $"{round.Candidates}", Quantity.Plain(round.Spearman, 2)]
                ),
            ]
        )
        {
            Link = Links.Candidates(snapshot.Result.Experiment),
        };
    }
}
