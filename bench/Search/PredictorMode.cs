using NasCluster.Domain.Candidates;
using NasCluster.Domain.Search;

namespace NasCluster.Bench.Search;

/// <summary>Kendall's τ of the search's own predictor on rows it was not trained on, beside the listed predictors.</summary>
internal sealed class PredictorMode(IReadOnlyList<TableProblem> problems, Baselines baselines, Report report)
{
    private const int MostUnseen = 2000;

    public void Run(int seeds)
    {
        foreach (var problem in problems)
        {
            foreach (var trained in new[] { 50, 100, 200 })
            {
                var taus = new double[seeds];
                Parallel.For(0, seeds, seed => taus[seed] = TauOf(problem, trained, (ulong)seed));
                report.AddMean($"predictor.{problem.Name}.{trained}", taus, "tau");
                var listed = string.Join(
                    ", ",
                    baselines
                        .Taus(problem.Name, trained)
                        .Select(row => string.Create(Shown.Culture, $"{row.Predictor} {row.Tau:F3}"))
                );
                report.Line($"{problem.Name, -15} {trained, 4} rows   τ {Shown.Mean(taus)}   (listed: {listed})");
            }
        }
    }

    private static double TauOf(TableProblem problem, int trained, ulong seed)
    {
        var rows = problem.Rows.ToArray();
        SeededRandom.Create(seed, "rows").Shuffle(rows);
        var experiment = problem.ExperimentOf("joint-nas", trained, seed);
        var candidates = rows.Take(trained)
            .Select(
                (row, i) =>
                    new Candidate
                    {
                        Id = new(experiment.Id, i + 1),
                        Stage = SearchStages.Initial,
                        Configuration = row,
                        Epochs = 1,
                        State = CandidateState.Completed,
                        Metrics = problem.Measure(row, seed),
                    }
            );
        var predictor = new JointNas().FitPredictor(new(experiment, [.. candidates]));
        var unseen = rows.Skip(trained).Take(MostUnseen).ToList();
        return Kendall(
            [.. unseen.Select(predictor.PredictMean)],
            [.. unseen.Select(row => problem.Measure(row, seed: 0) is var m ? m.TestAccuracy ?? m.Accuracy : 0)]
        );
    }

    // τ-b: pairs in the same order less those in the other one, over the geometric mean of those untied on each side.
    private static double Kendall(double[] first, double[] second)
    {
        long agreement = 0,
            firstUntied = 0,
            secondUntied = 0;
        for (var i = 1; i < first.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var a = Math.Sign(first[i] - first[j]);
                var b = Math.Sign(second[i] - second[j]);
                agreement += a * b;
                firstUntied += a * a;
                secondUntied += b * b;
            }
        }

        return agreement / Math.Sqrt((double)firstUntied * secondUntied);
    }
}
