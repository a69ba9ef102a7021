using System.Text.Json.Serialization;

namespace NasCluster.Domain.Candidates;

/// <summary>Where the time of one attempt went, in seconds; together the wall time from the command to the result.</summary>
/// <remarks>On a GPU steps only enqueue work: what is computed there counts where it is waited for.</remarks>
public sealed record PhaseTimes
{
    /// <summary>
    /// Before the first epoch: data set, network, latency, proxies, checkpoint to go on from. After the last one: the reference
    /// network's step where nobody measured it before, and the latency again where the first measurement was noisy.
    /// </summary>
    public double Start { get; init; }

    /// <summary>Waiting for training batches and copying them.</summary>
    public double Data { get; init; }

    /// <summary>Mixing of images, forward and backward.</summary>
    public double ForwardBackward { get; init; }

    /// <summary>Clipping, optimizer, weight average.</summary>
    public double Optimizer { get; init; }

    /// <summary>Validation and test images.</summary>
    public double Evaluation { get; init; }

    public double Checkpoint { get; init; }

    /// <summary>Reporting epochs and waiting for the answers.</summary>
    public double Report { get; init; }

    /// <summary>Waiting until a measurement on the device has ended; not part of step times.</summary>
    public double Wait { get; init; }

    [JsonIgnore]
    public double Total => Start + Training + Evaluation + Checkpoint + Report + Wait;

    /// <summary>Training steps with their input.</summary>
    [JsonIgnore]
    public double Training => Data + ForwardBackward + Optimizer;
}
