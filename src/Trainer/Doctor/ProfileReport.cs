using NasCluster.Domain.Candidates;

namespace NasCluster.Trainer.Doctor;

/// <summary>Where the time of a made training goes on this machine.</summary>
/// <param name="Device">"cpu" or "cuda:N".</param>
/// <param name="Threads">Of libtorch.</param>
/// <param name="Epochs">Trained.</param>
/// <param name="Steps">Of all epochs.</param>
/// <param name="BatchSize">Images of a step.</param>
/// <param name="StepTimeMs">Median of the last epoch.</param>
/// <param name="ImagesPerSecond">Of the last epoch, loading included.</param>
/// <param name="Phases">Of all epochs.</param>
internal sealed record ProfileReport(
    string Device,
    int Threads,
    int Epochs,
    int Steps,
    int BatchSize,
    double StepTimeMs,
    double ImagesPerSecond,
    PhaseTimes Phases
);
