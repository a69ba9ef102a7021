using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Search;

namespace NasCluster.Bench.Search;

/// <summary>Many searches of one problem, one for each seed, as many at once as there are processors.</summary>
internal static class Runs
{
    // Values are 0…1; regrets are in points of accuracy or BLEU.
    private const double Points = 100;

    /// <summary>The candidates of each search in order of their numbers.</summary>
    /// <param name="problem">What is searched.</param>
    /// <param name="strategy">As <see cref="StrategyText"/> reads it.</param>
    /// <param name="budget">Candidates of each search.</param>
    /// <param name="seeds">How many searches.</param>
    /// <param name="ranking">What is wanted of the candidates; null for the problem's own.</param>
    /// <param name="workers">How many train at once; which of them ends first is drawn.</param>
    public static CandidateHistory[] Of(
        SearchProblem problem,
        string strategy,
        int budget,
        int seeds,
        RankingSpec? ranking = null,
        int workers = 1
    )
    {
        var runs = new CandidateHistory[seeds];
        Parallel.For(
            0,
            seeds,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            seed =>
                runs[seed] = new TableSearch(problem, problem.ExperimentOf(strategy, budget, (ulong)seed, ranking)).Run(
                    workers,
                    SeededRandom.Create((ulong)seed, "ends")
                )
        );
        return runs;
    }

    /// <summary>
    /// Regret in points after so many evaluations: the best value of the problem less the true one of the candidate whose
    /// seen value is best so far.
    /// </summary>
    public static double Regret(SearchProblem problem, CandidateHistory run, int evaluations) =>
        Points * (problem.Best!.Value - BestTrue(problem, run, evaluations));

    /// <summary>The true value of the candidate whose seen value is best so far, the earliest of equals.</summary>
    public static double BestTrue(SearchProblem problem, CandidateHistory run, int evaluations) =>
        problem.True(run.Take(evaluations).MaxBy(candidate => candidate.Metrics!.Accuracy)!.Configuration);
}
