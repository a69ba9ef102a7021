using NasCluster.Domain.Candidates;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Scheduling;

/// <summary>A candidate as it stood after an epoch, with what decides its costs.</summary>
/// <param name="Configuration">What it is.</param>
/// <param name="Latency">Its latency where that was measured as a step of its own; else null.</param>
/// <param name="Accuracy">On the validation images, 0…1.</param>
/// <param name="Loss">Cross entropy on the validation images.</param>
/// <param name="StepTimeMs">Median time of a training step in milliseconds.</param>
public sealed record Rival(
    Configuration Configuration,
    MeasuredLatency? Latency,
    double Accuracy,
    double Loss,
    double StepTimeMs
);
