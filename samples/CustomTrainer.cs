using NasCluster.Client;
using NasCluster.Client.Training;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Samples;

/// <summary>
/// A trainer of your own in C#: this program submits an experiment that names itself as the trainer, and slots start it again
/// to train. Polynomials are fitted to a sine by gradient descent.
/// </summary>
internal static class CustomTrainer
{
    public static async Task RunAsync(NasClient nas)
    {
        var spec = ExperimentBuilder
            .Create("custom-trainer")
            .Seed(5)
            .Space(
                SearchSpaceBuilder
                    .Create("polynomial")
                    .Integer("degree", 1, 7)
                    .Real("learningRate", 0.01, 1, log: true, part: SpacePart.Recipe)
            )
            .Dataset("fashion-mnist-sample")
            .TrainWith("dotnet", typeof(CustomTrainer).Assembly.Location)
            .Epochs(3)
            .StopEarly()
            .Strategy(Strategies.Tpe(startup: 6))
            .Budget(candidates: 12)
            .Maximize("accuracy")
            .Minimize("params")
            .RankBy("accuracy")
            .Build();

        var experiment = await nas.SubmitAsync(spec);
        var result = await experiment.WaitAsync();
        Console.WriteLine($"{experiment.Id}: {result.Counts.Completed} fitted, {result.Counts.Pruned} stopped early");
        Console.WriteLine(
            $"best: degree {result.Winner!.Architecture.Number("degree")}, fit {result.Winner.Metrics!.Accuracy:F4}"
        );
    }

    public static Task TrainAsync() => TrainerProgram.RunAsync("polynomials 1.0", FitAsync);

    private static async Task<CandidateMetrics> FitAsync(CandidateTraining training)
    {
        var weights = new double[training.Architecture.WholeNumber("degree") + 1];
        var rate = training.Recipe.Number("learningRate");
        var error = 1.0;
        for (var epoch = 1; epoch <= training.Epochs; epoch++)
        {
            for (var step = 0; step < 200; step++)
            {
                error = Descend(weights, rate);
            }

            if (!double.IsFinite(error))
            {
                throw new NotFiniteNumberException($"The error is {error} in epoch {epoch}.");
            }

            await training.ReportAsync(epoch, Accuracy(error), error);
        }

        return new()
        {
            Accuracy = Accuracy(error),
            Loss = error,
            Params = weights.Length,
            Macs = weights.Length,
        };
    }

    private static double Accuracy(double error) => Math.Max(0, 1 - error);

    private static double Descend(double[] weights, double rate)
    {
        const int Points = 32;
        var gradient = new double[weights.Length];
        var error = 0.0;
        for (var i = 0; i < Points; i++)
        {
            var x = 2.0 * i / (Points - 1) - 1;
            var off = weights.Select((weight, power) => weight * Math.Pow(x, power)).Sum() - Math.Sin(3 * x);
            error += off * off / Points;
            for (var power = 0; power < weights.Length; power++)
            {
                gradient[power] += 2 * off * Math.Pow(x, power) / Points;
            }
        }

        for (var power = 0; power < weights.Length; power++)
        {
            weights[power] -= rate * gradient[power];
        }

        return error;
    }
}
