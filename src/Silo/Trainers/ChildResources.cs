using System.Collections.Immutable;

namespace NasCluster.Silo.Trainers;

/// <summary>What a trainer child may use.</summary>
/// <param name="Device">Where it computes: "cpu" or "cuda:N".</param>
/// <param name="Threads">With how many threads; at least 1.</param>
/// <param name="Processors">Numbers of the processors it runs on; empty for all.</param>
internal sealed record ChildResources(string Device, int Threads, ImmutableArray<int> Processors);
