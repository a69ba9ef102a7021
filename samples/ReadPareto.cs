using NasCluster.Client;
using NasCluster.Domain.Experiments;

namespace NasCluster.Samples;

/// <summary>Reads the Pareto front of an experiment, narrows it by a limit of today, and asks the predictor for more.</summary>
internal static class ReadPareto
{
    public static async Task RunAsync(NasClient nas)
    {
        var experiment = await nas.SubmitAsync(Examples.SmallCnn("front").Strategy(Strategies.Nsga2()).Build());
        await experiment.WaitAsync();

        foreach (var candidate in await experiment.GetParetoAsync())
        {
            Console.WriteLine(
                $"{candidate.Id}: {candidate.Metrics!.Accuracy:P2} for {candidate.Metrics.Costs!["energyMj"]} mJ"
            );
        }

        var frugal = await experiment.GetParetoAsync([new LimitSpec("energyMj", Max: 3)]);
        Console.WriteLine($"{frugal.Length} of them need at most 3 mJ");
        var untrained = await experiment.SuggestAsync([new LimitSpec("energyMj", Max: 3)], count: 3);
        Console.WriteLine($"worth training under that limit: {untrained[0].Configuration.Architecture}");
    }
}
