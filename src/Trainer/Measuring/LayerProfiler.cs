using NasCluster.Domain.Architectures;
using NasCluster.Domain.Latency;
using NasCluster.Trainer.Networks;
using TorchSharp;

namespace NasCluster.Trainer.Measuring;

/// <summary>Inference time layer by layer: one image, evaluation mode, the device to itself where it can be had.</summary>
/// <param name="time">The clock.</param>
/// <param name="turns">At the device; null: nobody else uses it.</param>
internal sealed class LayerProfiler(TimeProvider time, DeviceTurns? turns = null)
{
    private const int FewestRuns = 10;
    private const int MostRuns = 50;
    private const double BudgetMs = 300;

    /// <param name="network">What is timed.</param>
    /// <param name="device">Where it runs.</param>
    /// <param name="name">What the device is called.</param>
    public LayerTimes Measure(Network network, torch.Device device, string name)
    {
        using var module = new GraphModule(network, new() { Device = device });
        using var session = new TorchSession(module);
        var whole = new LatencyMeter(time, turns).Measure(session);
        var layers = network.Nodes.Select(_ => new Durations()).ToArray();
        using (turns?.Alone() ?? default)
        {
            var start = time.GetTimestamp();
            for (
                var run = 0;
                run < FewestRuns || (run < MostRuns && time.GetElapsedTime(start).TotalMilliseconds < BudgetMs);
                run++
            )
            {
                Watch(session, layers);
            }
        }

        return new(
            name,
            Machine.Description,
            whole.MedianMs,
            [
                .. layers
                    .Zip(network.Nodes)
                    .Where(pair => pair.First.Count > 0)
                    .Select(pair => new LayerTime(pair.Second.Name, pair.First.MedianMs)),
            ]
        );
    }

    private void Watch(TorchSession session, Durations[] layers)
    {
        var last = time.GetTimestamp();
        session.Watch(node =>
        {
            var now = time.GetTimestamp();
            layers[node].Add(time.GetElapsedTime(last, now));
            last = time.GetTimestamp();
        });
    }
}
