using NasCluster.Trainer.Networks;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace NasCluster.Trainer.Training;

/// <summary>The loss that is trained on: cross entropy with smoothed labels, blended as the images are.</summary>
internal static class Objective
{
    /// <param name="scores">N×classes.</param>
    /// <param name="labels">N class numbers.</param>
    /// <param name="smoothing">0 ≤ s &lt; 1.</param>
    /// <param name="share">Mixup's share of each image's own label; 1 without mixup.</param>
    public static torch.Tensor Loss(torch.Tensor scores, torch.Tensor labels, double smoothing, double share = 1)
    {
        var own = functional.cross_entropy(scores, labels, label_smoothing: smoothing);
        return share < 1 ? own.Times(share).Plus(Mirrored(scores, labels, smoothing).Times(1 - share)) : own;
    }

    private static torch.Tensor Mirrored(torch.Tensor scores, torch.Tensor labels, double smoothing) =>
        functional.cross_entropy(scores, labels.flip(0), label_smoothing: smoothing);
}
