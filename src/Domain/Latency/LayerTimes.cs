using System.Collections.Immutable;

namespace NasCluster.Domain.Latency;

/// <summary>Inference time of a network layer by layer: batch 1, evaluation mode.</summary>
/// <remarks>On a GPU each layer is waited for: their sum is above the time of the network, whose layers are queued.</remarks>
/// <param name="Device">What it ran on, such as "torch-cpu-1t".</param>
/// <param name="Machine">Its processor or GPU, for people.</param>
/// <param name="NetworkMs">Median of the whole network, nothing watched in between, in milliseconds.</param>
/// <param name="Layers">
/// In the order they run. One that is computed together with a later one is not among them: a normalisation within its
/// activation.
/// </param>
public sealed record LayerTimes(string Device, string Machine, double NetworkMs, ImmutableArray<LayerTime> Layers);
