using NasCluster.Client;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Samples;

/// <summary>
/// A space of your own over blocks the built-in trainer knows: three stages of inverted residuals whose second stage may be
/// missing, and two dimensions of the recipe. It trains for real, for some seconds.
/// </summary>
internal static class CustomSpace
{
    public static async Task RunAsync(NasClient nas)
    {
        var space = SearchSpaceBuilder
            .From("fbnet-v3-small", name: "narrow")
            .Fix("resolution", 20)
            .Fix("stage2.depth", 1)
            .Fix("stage3.depth", 1)
            .Fix("optimizer", "adamw")
            .Ordinal("stage1.depth", 1, 2)
            .Real("learningRate", 0.001, 0.01, log: true, part: SpacePart.Recipe);
        var spec = ExperimentBuilder
            .Create("custom-space")
            .Seed(3)
            .Dataset("fashion-mnist-sample", trainLimit: 300, validationSize: 100, testLimit: 100)
            .Space(space)
            .Epochs(1)
            .AtMost(macs: 4_000_000)
            .Strategy(Strategies.QuasiRandom())
            .Budget(candidates: 2)
            .RankBy("accuracy")
            .Build();

        Console.WriteLine(
            $"{spec.Space.Name}: {spec.Space.Dimensions.Length} dimensions, {spec.Space.Size} discrete points"
        );
        var experiment = await nas.SubmitAsync(spec);
        var result = await experiment.WaitAsync();
        var network = await experiment.Candidate(result.Winner!.Number).GetNetworkAsync();
        Console.WriteLine(
            $"winner {result.Winner.Id}: {network!.Nodes.Length} layers, {result.Winner.Metrics!.Macs:N0} MACs"
        );
    }
}
