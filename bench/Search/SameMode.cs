namespace NasCluster.Bench.Search;

/// <summary>The same search again and again with one, two and four workers that end in another order each time.</summary>
internal sealed class SameMode(IReadOnlyList<SearchProblem> problems, Report report)
{
    private const int Budget = 100;
    private const int Repeats = 5;
    private static readonly int[] Workers = [1, 2, 4];

    public void Run(IReadOnlyList<string> strategies)
    {
        foreach (var problem in problems)
        {
            foreach (var strategy in strategies)
            {
                var runs = Workers.SelectMany(workers => Enumerable.Range(0, Repeats).Select(run => (workers, run)));
                var hashes = runs.AsParallel()
                    .WithDegreeOfParallelism(Environment.ProcessorCount)
                    .Select(run =>
                        TableSearch.HashOf(
                            new TableSearch(problem, problem.ExperimentOf(strategy, Budget, seed: 7)).Run(
                                run.workers,
                                new(31 * run.workers + run.run)
                            )
                        )
                    )
                    .ToHashSet();
                report.Add(
                    $"same.{problem.Name}.{strategy}",
                    hashes.Count,
                    $"different results of {Workers.Length * Repeats} runs   {hashes.First()[..16]}",
                    "1"
                );
            }
        }
    }
}
