using NasCluster.Domain.Supernets;

namespace NasCluster.Domain.Candidates;

/// <summary>One epoch of one attempt, as measured by the trainer.</summary>
/// <param name="Epoch">1, 2, 3, …</param>
/// <param name="Loss">Mean training loss.</param>
/// <param name="ValidationLoss">Cross entropy on the validation images.</param>
/// <param name="Accuracy">On the validation images, 0…1: top-1 accuracy, in segmentation mean intersection over union.</param>
/// <param name="StepTimeMs">Median time of a training step.</param>
/// <param name="ImagesPerSecond">Training images per second, evaluation left out.</param>
/// <param name="Seconds">Wall time of the epoch, evaluation and checkpoint included.</param>
/// <param name="Supernet">The architecture side of the epoch, where a supernet is trained.</param>
public sealed record EpochReport(
    int Epoch,
    double Loss,
    double ValidationLoss,
    double Accuracy,
    double StepTimeMs,
    double ImagesPerSecond,
    double Seconds,
    SupernetEpoch? Supernet = null
);
