using NasCluster.Dashboard.Components.Parts;
using NasCluster.Domain.Ranking;

namespace NasCluster.Dashboard.Charts;

/// <summary>The dimensions that tell most about accuracy.</summary>
internal static class ImportanceChart
{
    private const int Most = 12;

    /// <summary>Null where there are too few results to say.</summary>
    public static ChartModel? Of(IReadOnlyList<DimensionImportance> shares)
    {
        if (shares.Count == 0)
        {
            return null;
        }

        var shown = shares.Take(Most).Reverse().ToList();
        return new(
            "Importance of dimensions",
            $"'{shares[0].Dimension}' by itself explains {Quantity.Percent(shares[0].Share)} of the variance of accuracy (correlation ratio; few results make it look larger).",
            new
            {
                grid = new { left = 150 },
                xAxis = new
                {
                    type = "value",
                    min = 0,
                    max = 1,
                    format = "percent0",
                },
                yAxis = new { type = "category", data = shown.Select(share => share.Dimension) },
                series = new object[]
                {
                    new
                    {
                        type = "bar",
                        data = shown.Select(share => Math.Round(share.Share, 4)),
                        itemStyle = new { color = "@accent" },
                        barMaxWidth = 18,
                    },
                },
            },
            ["Dimension", "Share of the variance"],
            [
                .. shares.Select(share =>
                    (System.Collections.Immutable.ImmutableArray<string>)
                        [share.Dimension, Quantity.Percent(share.Share)]
                ),
            ]
        );
    }
}
