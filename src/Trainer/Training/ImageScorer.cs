using NasCluster.Trainer.Networks;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace NasCluster.Trainer.Training;

/// <summary>Cross entropy and top-1 accuracy of images. Its tensors belong to the caller's dispose scope.</summary>
internal sealed class ImageScorer(torch.Device device) : IScorer
{
    private readonly torch.Tensor _loss = torch.zeros([], dtype: torch.float64, device: device);
    private readonly torch.Tensor _correct = torch.zeros([], dtype: torch.int64, device: device);
    private long _count;

    public void Add(torch.Tensor scores, torch.Tensor labels)
    {
        _loss.Increase(functional.cross_entropy(scores, labels, reduction: Reduction.Sum));
        _correct.Increase(scores.argmax(1).eq(labels).sum());
        _count += labels.shape[0];
    }

    public Evaluation Result() => new(_loss.item<double>() / _count, _correct.item<long>() / (double)_count);
}
