using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Zoo;

namespace NasCluster.Domain.Latency;

/// <summary>What the trainer program is asked to measure.</summary>
public sealed record LatencyTableRequest
{
    /// <summary>Name of the table.</summary>
    public required string Subject { get; init; }

    /// <summary>The space whose blocks are measured; null: the zoo's network of the subject's name.</summary>
    public SearchSpace? Space { get; init; }

    /// <summary>Input and classes.</summary>
    public required ZooRequest Options { get; init; }

    /// <summary>"torch-cpu", "torch-cuda:N" or "onnxruntime-cpu".</summary>
    public required string Runtime { get; init; }

    /// <summary>Threads of the runtime on a CPU.</summary>
    public required int Threads { get; init; }

    /// <summary>Name of the device profile; made of runtime and threads if null.</summary>
    public string? Device { get; init; }

    /// <summary>Most entries.</summary>
    public int Limit { get; init; } = 2000;

    /// <summary>Whole networks the calibration is fitted on; 0 for none.</summary>
    public int Calibrate { get; init; } = 10;

    /// <summary>Further networks the estimates are compared with; 0 for none.</summary>
    public int Check { get; init; }

    /// <summary>Seed of all samples.</summary>
    public ulong Seed { get; init; }
}
