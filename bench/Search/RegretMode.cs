using System.Diagnostics;

namespace NasCluster.Bench.Search;

/// <summary>Mean regret of every strategy with default options, beside the best listed method of each budget.</summary>
internal sealed class RegretMode(IReadOnlyList<SearchProblem> problems, Baselines baselines, Report report)
{
    private const int Budget = 200;
    private static readonly int[] Marks = [25, 50, 100, 200];

    public void Run(IReadOnlyList<string> strategies, int seeds, int workers)
    {
        foreach (var problem in problems)
        {
            foreach (var strategy in strategies)
            {
                var watch = Stopwatch.StartNew();
                var runs = Runs.Of(problem, strategy, Budget, seeds, workers: workers);
                var figures = Marks.Select(mark =>
                {
                    var regrets = Array.ConvertAll(runs, run => Runs.Regret(problem, run, mark));
                    report.AddMean($"regret.{problem.Name}.{strategy}.{mark}", regrets, "points");
                    return string.Create(Shown.Culture, $"{mark}: {Shown.Mean(regrets)}");
                });
                report.Line(
                    string.Create(
                        Shown.Culture,
                        $"{problem.Name, -15} {strategy, -22} {string.Join("   ", figures)}   ({seeds} seeds, {watch.Elapsed.TotalSeconds:F0} s)"
                    )
                );
            }

            ShowListed(problem.Name);
        }
    }

    private void ShowListed(string table)
    {
        var listed = Marks.Select(mark => (mark, Best: baselines.BestRegret(table, mark))).ToList();
        if (listed.TrueForAll(row => row.Best is not null))
        {
            var cells = listed.Select(row =>
                string.Create(Shown.Culture, $"{row.mark}: {row.Best!.Value.Regret:F3} {row.Best.Value.Method}")
            );
            report.Line($"{table, -15} {"best listed", -22} {string.Join("   ", cells)}");
        }
    }
}
