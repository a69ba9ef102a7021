using NasCluster.Client;
using NasCluster.Domain.Experiments;

namespace NasCluster.Samples;

/// <summary>Follows an experiment event by event. A watcher that was cut off goes on after the last number it saw.</summary>
internal static class Follow
{
    public static async Task RunAsync(NasClient nas)
    {
        var spec = Examples.SmallCnn("followed").Strategy(Strategies.RegularizedEvolution(population: 12)).Build();
        var experiment = await nas.SubmitAsync(spec);

        var (last, finished) = (0L, 0);
        await foreach (var item in experiment.WatchAsync())
        {
            last = item.Sequence;
            if (item.Kind == ExperimentEventKind.Completed && ++finished % 10 == 0)
            {
                Console.WriteLine($"{finished} trained, event {last}: candidate {item.Candidate}, {item.Detail}");
            }
        }

        // Nothing is missed and nothing comes twice: after the last event there is none.
        await foreach (var _ in experiment.WatchAsync(after: last))
        {
            throw new InvalidOperationException("An event came twice.");
        }

        Console.WriteLine($"{experiment.Id} ended after {last} events");
    }
}
