using NasCluster.Trainer.Networks;
using TorchSharp;

namespace NasCluster.Trainer.Training;

/// <summary>Classification: cross entropy of images.</summary>
internal sealed class ImageObjective(double smoothing) : IObjective
{
    public torch.Tensor Loss(GraphModule module, torch.Tensor images, torch.Tensor labels, double share) =>
        Objective.Loss(module.forward(images), labels, smoothing, share);

    public void Dispose() { }
}
