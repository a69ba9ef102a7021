using NasCluster.Domain.Recipes;
using NasCluster.Domain.Segmentation;
using NasCluster.Trainer.Data;
using NasCluster.Trainer.Networks;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace NasCluster.Trainer.Training;

/// <summary>
/// Segmentation: mean cross entropy of the labelled pixels, each counted with its class's weight, plus that of the
/// network's auxiliary scores (ESPNetV2's training code adds the two). Scores at a smaller size are enlarged first.
/// </summary>
internal sealed class PixelObjective : IObjective
{
    private const int LabelValues = 256;

    // Kept, because TorchSharp does not keep scalars alive during a call (ScalarArithmetic says more).
    private static readonly Scalar NoPixels = 1e-12;

    private readonly double _smoothing;
    private readonly double _auxiliary;
    private readonly torch.Tensor _weights;
    private readonly torch.Tensor _weightOfLabel;

    /// <param name="recipe">Smoothing, whether classes are weighted, weight of the auxiliary loss.</param>
    /// <param name="pixels">Labelled training pixels of each class.</param>
    /// <param name="device">Where the network is.</param>
    public PixelObjective(TrainingRecipe recipe, IReadOnlyList<long> pixels, torch.Device device)
    {
        _smoothing = recipe.LabelSmoothing;
        _auxiliary = recipe.AuxiliaryLoss;
        var table = new float[LabelValues];
        var weights = recipe.ClassWeights ? ClassWeights.Of(pixels) : [.. pixels.Select(_ => 1.0)];
        weights.Select(weight => (float)weight).ToArray().CopyTo(table, 0);
        _weightOfLabel = torch.tensor(table, device: device).DetachFromDisposeScope();
        _weights = torch.tensor(table[..pixels.Count], device: device).DetachFromDisposeScope();
    }

    public torch.Tensor Loss(GraphModule module, torch.Tensor images, torch.Tensor labels, double share)
    {
        var (scores, auxiliary) = module.ForwardBoth(images);
        var loss = Blended(scores, labels, share);
        return auxiliary is null || _auxiliary <= 0
            ? loss
            : loss.Plus(Blended(auxiliary, labels, share).Times(_auxiliary));
    }

    public void Dispose()
    {
        _weights.Dispose();
        _weightOfLabel.Dispose();
    }

    private torch.Tensor Blended(torch.Tensor scores, torch.Tensor labels, double share)
    {
        var enlarged = PixelScores.At(scores, labels);
        var own = Mean(enlarged, labels);
        if (share >= 1)
        {
            return own;
        }

        return own.Times(share).Plus(Mean(enlarged, labels.flip(0)).Times(1 - share));
    }

    // Torch's own weighted mean is not a number where a batch has no labelled pixel.
    private torch.Tensor Mean(torch.Tensor scores, torch.Tensor labels)
    {
        var sum = functional.cross_entropy(
            scores,
            labels,
            _weights,
            ignore_index: ClassMasks.Ignored,
            reduction: Reduction.Sum,
            label_smoothing: _smoothing
        );
        return sum / _weightOfLabel.take(labels).sum().clamp_min(NoPixels);
    }
}
