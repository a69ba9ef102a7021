namespace NasCluster.Trainer.Training;

/// <summary>What is carried from epoch to epoch, and over a resume.</summary>
/// <param name="Epoch">Epochs done.</param>
/// <param name="StepTimeMs">Median time of a training step of the last epoch.</param>
/// <param name="ImagesPerSecond">Of the last epoch.</param>
/// <param name="TrainSeconds">All epochs together, of all attempts.</param>
internal sealed record EpochProgress(
    int Epoch = 0,
    double StepTimeMs = 0,
    double ImagesPerSecond = 0,
    double TrainSeconds = 0
);
