using NasCluster.Trainer.Measuring;

namespace NasCluster.Trainer.Training;

/// <summary>What the training part of one epoch gave.</summary>
/// <param name="Loss">Mean training loss; not a number or infinite where the training diverged.</param>
/// <param name="StepTimeMs">Median.</param>
/// <param name="ImagesPerSecond">Loading included; evaluation and waiting for measurements of others not.</param>
/// <param name="Alone">Steps that had the device to themselves; empty where none were timed so.</param>
internal sealed record EpochTraining(double Loss, double StepTimeMs, double ImagesPerSecond, Durations Alone)
{
    /// <summary>What is carried on after this epoch.</summary>
    /// <param name="epoch">1, 2, 3, …</param>
    /// <param name="trainSeconds">All epochs until now, of all attempts.</param>
    public EpochProgress ToProgress(int epoch, double trainSeconds) =>
        new(epoch, StepTimeMs, ImagesPerSecond, trainSeconds)
        {
            AloneStepMs = Alone.Count > 0 ? Alone.MedianMs : null,
            AloneSpread = Alone.Count > 0 ? Alone.Spread : null,
        };
}
