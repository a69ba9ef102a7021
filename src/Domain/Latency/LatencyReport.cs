namespace NasCluster.Domain.Latency;

/// <summary>Inference time of one network on one device: batch 1, evaluation mode.</summary>
/// <param name="Network">Name in the zoo.</param>
/// <param name="Device">What it ran on: "torch-cpu", "torch-cuda:N" or "onnxruntime-cpu".</param>
/// <param name="Threads">Threads of the runtime on a CPU.</param>
/// <param name="InputShape">Batch 1.</param>
/// <param name="MedianMs">Median of the repeats, in milliseconds.</param>
/// <param name="P95Ms">95th percentile.</param>
/// <param name="Repeats">Timed runs, after warming up.</param>
public sealed record LatencyReport(
    string Network,
    string Device,
    int Threads,
    int[] InputShape,
    double MedianMs,
    double P95Ms,
    int Repeats
);
