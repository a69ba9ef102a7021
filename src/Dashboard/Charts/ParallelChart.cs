using NasCluster.Dashboard.Live;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ranking;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Dashboard.Charts;

/// <summary>Every trained candidate as a line over the dimensions that matter most, its costs and its accuracy.</summary>
internal static class ParallelChart
{
    private const int MostDimensions = 7;
    private static readonly string[] Shades = ["@cold", "@accent", "@warm"];

    /// <summary>Null where there are too few results.</summary>
    public static ChartModel? Of(
        ExperimentSnapshot snapshot,
        IReadOnlyList<CandidateView> shown,
        IReadOnlyList<DimensionImportance> shares
    )
    {
        var trained = shown.Where(candidate => candidate.Metrics is not null).ToList();
        if (trained.Count < 2 || shares.Count == 0)
        {
            return null;
        }

        var front = snapshot.Result.Pareto.Select(candidate => candidate.Number).ToHashSet();
        var rows = Thinning.Of(trained, front);
        var dimensions = shares.Take(MostDimensions).Select(share => share.Dimension).ToList();
        var costs = CostAxis
            .For(snapshot)
            .Where(axis => trained.Exists(candidate => axis.Value(candidate.Metrics!) > 0))
            .Take(3)
            .ToList();
        var last = dimensions.Count + costs.Count;
        var axes = dimensions
            .Select((dimension, i) => AxisOf(dimension, i, rows))
            .Concat(
                costs.Select(
                    (axis, i) =>
                        (object)
                            new
                            {
                                dim = dimensions.Count + i,
                                name = axis.Label,
                                scale = true,
                                axis.Format,
                            }
                )
            )
            .Append(
                new
                {
                    dim = last,
                    name = "accuracy",
                    scale = true,
                    format = "percent",
                }
            );
        var accuracies = rows.Select(candidate => candidate.Metrics!.Accuracy).ToList();
        return new(
            "Parallel coordinates",
            $"{rows.Count} candidates over the {dimensions.Count} dimensions that tell most about accuracy. Drag along an axis to choose lines; a click on it frees them.",
            new
            {
                parallelAxis = axes,
                parallel = new
                {
                    left = 50,
                    right = 60,
                    top = 40,
                    bottom = 20,
                },
                visualMap = new
                {
                    show = false,
                    dimension = last,
                    min = accuracies.Min(),
                    max = accuracies.Max(),
                    inRange = new { color = Shades },
                },
                series = new object[]
                {
                    new
                    {
                        type = "parallel",
                        data = rows.Select(candidate => Line(candidate, dimensions, costs).Append(candidate.Number)),
                        lineStyle = new { width = 1.5, opacity = 0.5 },
                        progressive = 500,
                        inactiveOpacity = 0.03,
                        activeOpacity = 0.9,
                        number = last + 1,
                    },
                },
            },
            [.. dimensions, .. costs.Select(axis => axis.Label), "Accuracy"],
            [
                .. rows.OrderByDescending(candidate => candidate.Metrics!.Accuracy)
                    .Take(ChartModel.MostRows)
                    .Select(candidate =>
                        Line(candidate, dimensions, costs)
                            .Select(value =>
                                Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "–"
                            )
                            .ToArray()
                    )
                    .Select(row => System.Collections.Immutable.ImmutableArray.Create(row)),
            ]
        );
    }

    private static object AxisOf(string dimension, int place, IReadOnlyList<CandidateView> rows)
    {
        var values = rows.Select(candidate => DimensionImportance.ValueOf(candidate, dimension))
            .OfType<ParameterValue>()
            .Distinct()
            .ToList();
        return values.Exists(value => value.Kind != ParameterKind.Number)
            ? new
            {
                dim = place,
                name = dimension,
                type = "category",
                data = values.Select(value => value.ToString()).Order(StringComparer.Ordinal),
            }
            : new
            {
                dim = place,
                name = dimension,
                scale = true,
                format = "short",
            };
    }

    private static object?[] Line(CandidateView candidate, List<string> dimensions, List<CostAxis> costs) =>
        [
            .. dimensions.Select(dimension => Plain(DimensionImportance.ValueOf(candidate, dimension))),
            .. costs.Select(axis => (object?)Math.Round(axis.Value(candidate.Metrics!), 4)),
            candidate.Metrics!.Accuracy,
        ];

    private static object? Plain(ParameterValue? value) =>
        value switch
        {
            null => null,
            { Kind: ParameterKind.Number } number => number.AsNumber(),
            { } other => other.ToString(),
        };
}
