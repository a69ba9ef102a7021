namespace NasCluster.Bench.Search;

/// <summary>
/// Searches under a limit that is known before training: how many of the proposed candidates keep it, and how good the
/// best of them is after 100 evaluations.
/// </summary>
internal sealed class ConstrainedMode(IReadOnlyList<SearchProblem> problems, Report report)
{
    private const int Budget = 100;

    public void Run(IReadOnlyList<string> strategies, int seeds)
    {
        foreach (var problem in problems)
        {
            foreach (var strategy in strategies)
            {
                var runs = Runs.Of(problem, strategy, Budget, seeds);
                var proposed = runs.Sum(run => run.Length);
                var kept = runs.Sum(run => run.Count(candidate => problem.IsFeasible(candidate.Configuration)));
                var share = 100.0 * kept / proposed;
                var (name, values) = problem.Best is null
                    ? ("best, %", Array.ConvertAll(runs, run => 100 * Runs.BestTrue(problem, run, Budget)))
                    : ("regret", Array.ConvertAll(runs, run => Runs.Regret(problem, run, Budget)));
                report.Add($"constrained.{problem.Name}.{strategy}.feasible", share, "%", "100", shown: false);
                report.AddMean($"constrained.{problem.Name}.{strategy}.{name[..4].TrimEnd()}", values, "points");
                report.Line(
                    string.Create(
                        Shown.Culture,
                        $"{problem.Name, -18} {strategy, -22} feasible {share:F2} % of {proposed}   {name} at {Budget}: {Shown.Mean(values)}"
                    )
                );
            }
        }
    }
}
