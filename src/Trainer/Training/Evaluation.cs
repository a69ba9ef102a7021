namespace NasCluster.Trainer.Training;

/// <summary>What a network scores on images it was not trained on.</summary>
/// <param name="Loss">Mean cross entropy, without smoothing; in segmentation per labelled pixel.</param>
/// <param name="Accuracy">0…1: top-1 accuracy, in segmentation mean intersection over union.</param>
internal sealed record Evaluation(double Loss, double Accuracy)
{
    /// <summary>Segmentation: share of the labelled pixels with the right class, 0…1.</summary>
    public double? PixelAccuracy { get; init; }
}
