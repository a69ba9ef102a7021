using System.Collections.Immutable;
using NasCluster.Dashboard.Components.Parts;
using NasCluster.Dashboard.Live;
using NasCluster.Domain.Candidates;

namespace NasCluster.Dashboard.Charts;

/// <summary>Accuracy by epoch of several candidates; those that were stopped are dashed.</summary>
internal static class CurvesChart
{
    /// <param name="title">Its heading.</param>
    /// <param name="curves">One line for each.</param>
    /// <param name="isStopping">Two colours, for those that were stopped and those that were not.</param>
    public static ChartModel Of(string title, ImmutableArray<CandidateCurve> curves, bool isStopping = false) =>
        new(
            title,
            Summary(curves),
            new
            {
                legend = isStopping ? null : new { },
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
                yAxis = ChartAxes.Vertical("Accuracy", "percent"),
                series = curves.Select(curve => Line(curve, isStopping)),
            },
            ["Candidate", "State", "Epochs", "Last accuracy"],
            [
                .. curves
                    .Take(ChartModel.MostRows)
                    .Select(curve =>
                        (ImmutableArray<string>)
                            [
                                $"{curve.Candidate.Number}",
                                curve.Candidate.State.ToString().ToLowerInvariant(),
                                $"{curve.Epochs.Length} of {curve.Candidate.Epochs}",
                                Quantity.Percent(curve.Epochs.LastOrDefault()?.Accuracy),
                            ]
                    ),
            ]
        )
        {
            Link = curves.IsEmpty ? null : Links.Candidates(curves[0].Candidate.Id.Experiment),
        };

    private static string Summary(ImmutableArray<CandidateCurve> curves)
    {
        var stopped = curves.Count(curve => curve.Candidate.State == CandidateState.Pruned);
        return stopped == 0
            ? $"{curves.Length} candidates."
            : $"{curves.Length} candidates, {stopped} of them stopped before their last epoch (dashed).";
    }

    private static object Line(CandidateCurve curve, bool isStopping)
    {
        var isStopped = curve.Candidate.State == CandidateState.Pruned;
        var color =
            !isStopping ? null
            : isStopped ? "@warm"
            : "@accent";
        return new
        {
            type = "line",
            name = $"candidate {curve.Candidate.Number}",
            data = curve.Epochs.Select(epoch => new[] { epoch.Epoch, epoch.Accuracy, curve.Candidate.Number }),
            symbolSize = 5,
            lineStyle = new
            {
                width = 2,
                type = isStopped ? "dashed" : "solid",
                color,
                opacity = isStopping ? 0.7 : 1,
            },
            itemStyle = new { color },
            tip = new Tip[] { new("candidate", 2, "whole"), new("epoch", 0, "whole"), new("accuracy", 1, "percent") },
            number = 2,
        };
    }
}
