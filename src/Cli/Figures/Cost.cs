using System.Globalization;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;

namespace NasCluster.Cli.Figures;

/// <summary>A cost that accuracy is drawn against.</summary>
/// <param name="Metric">Its name as <see cref="Domain.Ranking.Metric"/> knows it.</param>
internal sealed record Cost(string Metric)
{
    private static readonly string[] Usual =
    [
        Domain.Ranking.Metric.LatencyMs,
        Domain.Ranking.Metric.Macs,
        Domain.Ranking.Metric.Params,
        Domain.Ranking.Metric.StepTimeMs,
    ];

    /// <summary>Costs of the objectives, then the usual ones, as far as any candidate has a value above 0.</summary>
    public static IReadOnlyList<Cost> Of(ExperimentResult result, IReadOnlyList<CandidateView> trained) =>
        [
            .. result
                .Objectives.Where(objective => !objective.Maximize)
                .Select(objective => objective.Metric)
                .Concat(Usual)
                .Where(name => name != Domain.Ranking.Metric.Loss)
                .Distinct()
                .Select(name => new Cost(name))
                .Where(cost => trained.Any(candidate => cost.Value(candidate.Metrics!) > 0)),
        ];

    public double? Value(CandidateMetrics metrics) => Domain.Ranking.Metric.Of(metrics, Metric);

    /// <summary>A number in few characters: 1.2 k, 3.4 M, 0.0123.</summary>
    public static string Short(double value)
    {
        var (scaled, unit) = Math.Abs(value) switch
        {
            >= 1e9 => (value / 1e9, " G"),
            >= 1e6 => (value / 1e6, " M"),
            >= 1e4 => (value / 1e3, " k"),
            _ => (value, ""),
        };
        return scaled.ToString("G4", CultureInfo.InvariantCulture) + unit;
    }
}
