using NasCluster.Client;

namespace NasCluster.Samples;

/// <summary>Submits an experiment and waits for its winner. The key makes the submission safe to repeat.</summary>
internal static class Submit
{
    public static async Task RunAsync(NasClient nas)
    {
        var spec = Examples.SmallCnn("submitted").Strategy(Strategies.JointNas(initial: 10)).Build();
        var experiment = await nas.SubmitAsync(spec, key: $"submitted-{spec.Seed}");
        var result = await experiment.WaitAsync();

        var winner = result.Winner!;
        Console.WriteLine($"{experiment.Id}: {result.State}, {result.Counts.Completed} candidates");
        Console.WriteLine($"winner {winner.Id}: {winner.Metrics!.Accuracy:P2} with {winner.Architecture}");
    }
}
