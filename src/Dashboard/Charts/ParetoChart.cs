using System.Collections.Immutable;
using NasCluster.Dashboard.Components.Parts;
using NasCluster.Dashboard.Live;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ranking;

namespace NasCluster.Dashboard.Charts;

/// <summary>Accuracy against one cost: every candidate, the front over all costs, and the edge of what is reachable.</summary>
internal static class ParetoChart
{
    private static readonly string Accuracy = "accuracy";

    /// <param name="snapshot">The experiment.</param>
    /// <param name="shown">Candidates inside the limits that the viewer set.</param>
    /// <param name="axis">The cost.</param>
    public static ChartModel Of(ExperimentSnapshot snapshot, IReadOnlyList<CandidateView> shown, CostAxis axis)
    {
        var front = FrontOf(snapshot, shown);
        var trained = shown.Where(candidate => candidate.Metrics is { } metrics && axis.Value(metrics) > 0).ToList();
        var kept = Thinning.Of(trained, front);
        var edge = Edge(trained, axis);
        Tip[] tips = [new("candidate", 2, "whole"), new(Accuracy, 1, "percent"), new(axis.Label, 0, axis.Format)];
        return new(
            "Pareto front",
            trained.Count == 0
                ? $"No candidate has a value for {axis.Label} yet."
                : $"{front.Count} of {shown.Count(candidate => candidate.Metrics is not null)} trained candidates are beaten by no other in {Objectives.Words(snapshot.Result)} together; {edge.Count} in accuracy and this cost alone. Drag over points to choose them.",
            new
            {
                legend = new { },
                xAxis = ChartAxes.Value(axis.Label, axis.Format),
                yAxis = ChartAxes.Vertical("Accuracy", "percent"),
                series = new object[]
                {
                    new
                    {
                        type = "scatter",
                        name = "others",
                        data = Points(kept.Where(candidate => !front.Contains(candidate.Number)), axis),
                        symbolSize = 7,
                        large = true,
                        largeThreshold = Thinning.ManyPoints,
                        itemStyle = new { color = "@soft", opacity = 0.6 },
                        tip = tips,
                        number = 2,
                    },
                    new
                    {
                        type = "line",
                        name = "best for this cost",
                        data = Points(edge, axis),
                        step = "end",
                        showSymbol = false,
                        lineStyle = new { color = "@accent", width = 2 },
                        itemStyle = new { color = "@accent" },
                        tip = tips,
                        number = 2,
                        markLine = Limit(snapshot.Spec.Constraints, axis),
                    },
                    new
                    {
                        type = "scatter",
                        name = "Pareto front",
                        data = Points(kept.Where(candidate => front.Contains(candidate.Number)), axis),
                        symbolSize = 11,
                        itemStyle = new
                        {
                            color = "@warm",
                            borderColor = "@card",
                            borderWidth = 1,
                        },
                        tip = tips,
                        number = 2,
                        z = 5,
                    },
                },
            },
            ["Candidate", "Accuracy", axis.Label, "On the front over all"],
            [.. edge.Take(ChartModel.MostRows).Select(candidate => Row(candidate, axis, front))]
        )
        {
            Link = Links.Candidates(snapshot.Result.Experiment),
        };
    }

    /// <summary>Of all, or of those that the viewer's filter leaves.</summary>
    private static HashSet<int> FrontOf(ExperimentSnapshot snapshot, IReadOnlyList<CandidateView> shown) =>
        [
            .. (
                shown.Count == snapshot.Candidates.Length
                    ? snapshot.Result.Pareto
                    : ParetoFront.Of(shown, snapshot.Result.Objectives, [])
            ).Select(candidate => candidate.Number),
        ];

    /// <summary>Candidates that no cheaper one reaches in accuracy, cheapest first.</summary>
    internal static IReadOnlyList<CandidateView> Edge(IEnumerable<CandidateView> candidates, CostAxis axis)
    {
        var edge = new List<CandidateView>();
        foreach (
            var candidate in candidates
                .OrderBy(item => axis.Value(item.Metrics!))
                .ThenByDescending(item => item.Metrics!.Accuracy)
        )
        {
            if (edge.Count == 0 || candidate.Metrics!.Accuracy > edge[^1].Metrics!.Accuracy)
            {
                edge.Add(candidate);
            }
        }

        return edge;
    }

    private static IEnumerable<object[]> Points(IEnumerable<CandidateView> candidates, CostAxis axis) =>
        candidates.Select(candidate =>
            new object[] { axis.Value(candidate.Metrics!), candidate.Metrics!.Accuracy, candidate.Number }
        );

    private static ImmutableArray<string> Row(CandidateView candidate, CostAxis axis, HashSet<int> front) =>
        [
            $"{candidate.Number}",
            Quantity.Percent(candidate.Metrics!.Accuracy),
            axis.Format == "ms"
                ? Quantity.Milliseconds(axis.Value(candidate.Metrics))
                : Quantity.Short(axis.Value(candidate.Metrics)),
            front.Contains(candidate.Number) ? "yes" : "no",
        ];

    private static object? Limit(ConstraintSpec constraints, CostAxis axis)
    {
        var limit = constraints.All.FirstOrDefault(limit => limit.Metric == axis.Metric)?.Max;
        return limit is null
            ? null
            : new
            {
                symbol = "none",
                silent = true,
                label = new { formatter = "limit" },
                lineStyle = new { type = "dashed", color = "@bad" },
                data = new[] { new { xAxis = limit } },
            };
    }
}
