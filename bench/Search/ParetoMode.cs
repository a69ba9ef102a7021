using NasCluster.Domain.Experiments;
using NasCluster.Domain.Ranking;

namespace NasCluster.Bench.Search;

/// <summary>Searches with <c>ranking: pareto</c> for two objectives: the hypervolume of what was found.</summary>
/// <remarks>
/// Objectives are scaled to 0…1 between the worst and the best of the table, and volumes are shares of what the whole
/// table's front covers. A search is charged with true accuracies of the front of what it saw.
/// </remarks>
internal sealed class ParetoMode(IReadOnlyList<TableProblem> problems, Report report)
{
    private static readonly int[] Marks = [50, 100, 200];

    public void Run(IReadOnlyList<string> strategies, int seeds)
    {
        foreach (var problem in problems)
        {
            var metric = problem.Spec.Trainer.Table!.Macs is null ? "gpuSeconds" : Metric.Macs;
            var ranking = new RankingSpec
            {
                By = RankBy.Pareto,
                Objectives = [new(Metric.Accuracy, Maximize: true), new(metric, Maximize: false)],
            };
            var area = new FrontArea(problem, metric);
            foreach (var strategy in strategies)
            {
                var runs = Runs.Of(problem, strategy, Marks[^1], seeds, ranking);
                var figures = Marks.Select(mark =>
                {
                    var areas = Array.ConvertAll(runs, run => area.Of(run.Take(mark)));
                    report.AddMean($"pareto.{problem.Name}.{strategy}.{mark}", areas, "share");
                    return $"{mark}: {Shown.Mean(areas)}";
                });
                report.Line(
                    $"{problem.Name, -15} accuracy, {metric, -11} {strategy, -22} {string.Join("   ", figures)}   ({seeds} seeds)"
                );
            }
        }
    }
}
