using System.Collections.Immutable;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Latency;

namespace NasCluster.Trainer.Measuring;

/// <summary>Measures blocks and whole networks in turns, so that what slows the machine down for a while hits all alike.</summary>
internal sealed class LatencyTableBuilder(InferenceDevice device, TimeProvider time, DeviceTurns? turns = null)
{
    private const int Rounds = 9;
    private const int FewestRuns = 4;
    private const int MostRuns = 20;
    private const double BudgetMs = 40;

    private readonly LatencyMeter _meter = new(time, turns);

    /// <summary>Times of the networks, in their order.</summary>
    public ImmutableArray<Durations> Measure(ImmutableArray<Network> networks)
    {
        ImmutableArray<Durations> all = [.. networks.Select(_ => new Durations())];
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < networks.Length; i++)
            {
                using var session = device.Open(networks[i]);
                _meter.Measure(session, all[i], FewestRuns, MostRuns, BudgetMs);
            }
        }

        return all;
    }

    /// <summary>What a run costs that does next to nothing.</summary>
    public static Network Nothing { get; } =
        new(new(1, 1, 1), [new("nothing", new ActivationLayer(Activation.Relu), [Network.InputIndex])]);

    /// <summary>An entry of a block; a block cannot take less than nothing.</summary>
    public static LatencyEntry EntryOf(NetworkBlock block, Durations runs, double overheadMs) =>
        new(block.Key, Math.Max(0, runs.MedianMs - overheadMs), Math.Max(0, runs.P95Ms - overheadMs), runs.Count);
}
