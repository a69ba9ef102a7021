using NasCluster.Client;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Samples;

/// <summary>A search in your own loop, without a cluster: ask for candidates, evaluate them in any way, tell what came of it.</summary>
internal static class AskTell
{
    public static void Run()
    {
        var spec = ExperimentBuilder
            .Create("loop")
            .Seed(2)
            .Space(
                SearchSpaceBuilder
                    .Create("hill")
                    .Integer("width", 8, 128, step: 8)
                    .Choice("shape", "round", "square")
                    .Real("learningRate", 1e-4, 1e-1, log: true, part: SpacePart.Recipe)
            )
            .TrainWith("none")
            .Strategy(Strategies.JointNas())
            .Budget(candidates: 40)
            .Maximize("accuracy")
            .Minimize("params")
            .RankBy("accuracy")
            .Build();

        var study = new SearchStudy(spec);
        while (study.Ask() is { } candidate)
        {
            study.Tell(candidate.Id.Number, Evaluate(candidate.Configuration));
        }

        Console.WriteLine(
            $"{study.Candidates.Length} evaluated; best {study.Best!.Metrics!.Accuracy:F4} at {study.Best.Configuration.Architecture}"
        );
        foreach (var candidate in study.Front.Take(3))
        {
            Console.WriteLine($"front: {candidate.Metrics!.Accuracy:F4} with {candidate.Metrics.Params} parameters");
        }
    }

    private static CandidateMetrics Evaluate(Configuration configuration)
    {
        var width = configuration.Architecture.Number("width");
        var rate = Math.Log10(configuration.Recipe.Number("learningRate"));
        var round = configuration.Architecture.Text("shape") == "round" ? 0 : 0.05;
        return new()
        {
            Accuracy = 0.95 - round - Math.Abs(width - 96) / 500 - Math.Abs(rate + 2.5) / 20,
            Loss = 0,
            Params = (long)(width * width),
        };
    }
}
