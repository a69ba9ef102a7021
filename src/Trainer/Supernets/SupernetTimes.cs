using System.Collections.Immutable;
using NasCluster.Domain.Latency;
using NasCluster.Domain.Supernets;
using NasCluster.Trainer.Measuring;
using NasCluster.Trainer.Networks;
using TorchSharp;

namespace NasCluster.Trainer.Supernets;

/// <summary>Measures the blocks of a supernet on the slot's device, in turns.</summary>
internal sealed class SupernetTimes(torch.Device device, TimeProvider time, DeviceTurns turns)
{
    private const int Rounds = 5;
    private const int FewestRuns = 3;
    private const int MostRuns = 20;
    private const double BudgetMs = 10;

    public ImmutableArray<LatencyEntry> Measure(SupernetBlocks blocks)
    {
        var distinct = blocks.Distinct;
        ImmutableArray<Durations> runs = [.. distinct.Select(_ => new Durations())];
        var overhead = new Durations();
        var meter = new LatencyMeter(time, turns);
        for (var round = 0; round < Rounds; round++)
        {
            Add(LatencyTableBuilder.Nothing, overhead, meter);
            for (var i = 0; i < distinct.Length; i++)
            {
                Add(distinct[i].Network, runs[i], meter);
            }
        }

        return [.. distinct.Zip(runs, (block, taken) => LatencyTableBuilder.EntryOf(block, taken, overhead.MedianMs))];
    }

    private void Add(Domain.Architectures.Network network, Durations runs, LatencyMeter meter)
    {
        using var module = new GraphModule(network, new() { Device = device });
        using var session = new TorchSession(module);
        meter.Measure(session, runs, FewestRuns, MostRuns, BudgetMs);
    }
}
