using System.Text.Json.Serialization;

namespace NasCluster.Trainer.Training;

/// <summary>What is carried from epoch to epoch, and over a resume.</summary>
/// <param name="Epoch">Epochs done.</param>
/// <param name="StepTimeMs">Median time of a training step of the last epoch.</param>
/// <param name="ImagesPerSecond">Of the last epoch.</param>
/// <param name="TrainSeconds">All epochs together, of all attempts; in a checkpoint without the evaluation of its own epoch.</param>
internal sealed record EpochProgress(
    int Epoch = 0,
    double StepTimeMs = 0,
    double ImagesPerSecond = 0,
    double TrainSeconds = 0
)
{
    /// <summary>Median time of steps that had the device to themselves; null where none were timed so.</summary>
    public double? AloneStepMs { get; init; }

    /// <summary>Distance of their quartiles over the median.</summary>
    public double? AloneSpread { get; init; }

    /// <summary>What the step time of the candidate is.</summary>
    [JsonIgnore]
    public double TimedMs => AloneStepMs ?? StepTimeMs;
}
