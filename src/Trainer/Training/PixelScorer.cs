using NasCluster.Domain.Segmentation;
using NasCluster.Trainer.Data;
using NasCluster.Trainer.Networks;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace NasCluster.Trainer.Training;

/// <summary>
/// Cross entropy per labelled pixel (all classes alike) and the confusion matrix of all images together, whose mean
/// intersection over union is the accuracy. Its tensors belong to the caller's dispose scope.
/// </summary>
internal sealed class PixelScorer(int classes, torch.Device device) : IScorer
{
    // Kept, because TorchSharp does not keep scalars alive during a call (ScalarArithmetic says more).
    private static readonly Scalar Ignored = (long)ClassMasks.Ignored;
    private readonly Scalar _classes = (long)classes;
    private readonly torch.Tensor _loss = torch.zeros([], dtype: torch.float64, device: device);
    private readonly torch.Tensor _confusion = torch.zeros([classes * classes], dtype: torch.int64, device: device);

    public void Add(torch.Tensor scores, torch.Tensor labels)
    {
        var enlarged = PixelScores.At(scores, labels);
        _loss.Increase(
            functional.cross_entropy(enlarged, labels, ignore_index: ClassMasks.Ignored, reduction: Reduction.Sum)
        );
        var pairs = labels.mul(_classes).Increase(enlarged.argmax(1)).masked_select(labels.ne(Ignored));
        _confusion.Increase(torch.bincount(pairs, minlength: classes * classes));
    }

    public Evaluation Result()
    {
        var matrix = new ConfusionMatrix(classes, _confusion.cpu().data<long>());
        return new(_loss.item<double>() / Math.Max(1, matrix.Pixels), matrix.MeanIntersectionOverUnion)
        {
            PixelAccuracy = matrix.PixelAccuracy,
        };
    }
}
