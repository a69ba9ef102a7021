using NasCluster.Domain.Zoo;

namespace NasCluster.Domain.Latency;

/// <summary>One network of the zoo to be timed.</summary>
/// <param name="Network">Name in the zoo.</param>
/// <param name="Options">What is chosen of it.</param>
/// <param name="Runtime">"torch-cpu", "torch-cuda:N" or "onnxruntime-cpu".</param>
/// <param name="Threads">Threads of the runtime on a CPU.</param>
public sealed record LatencyRequest(string Network, ZooRequest Options, string Runtime, int Threads);
