using TorchSharp;
using static TorchSharp.torch.nn;

namespace NasCluster.Trainer.Training;

/// <summary>Scores of pixels at the size of their labels.</summary>
internal static class PixelScores
{
    /// <summary>The scores themselves, or enlarged: bilinear, with the corners in place.</summary>
    /// <param name="scores">N×classes×h×w.</param>
    /// <param name="labels">N×H×W.</param>
    public static torch.Tensor At(torch.Tensor scores, torch.Tensor labels)
    {
        var (height, width) = (labels.shape[1], labels.shape[2]);
        return scores.shape[2] == height && scores.shape[3] == width
            ? scores
            : functional.interpolate(
                scores,
                [height, width],
                mode: torch.InterpolationMode.Bilinear,
                align_corners: true
            );
    }
}
