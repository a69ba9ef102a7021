using NasCluster.Trainer.Networks;
using TorchSharp;

namespace NasCluster.Trainer.Training;

/// <summary>The loss a network is trained on.</summary>
internal interface IObjective : IDisposable
{
    /// <param name="module">The network, in training mode.</param>
    /// <param name="images">N×C×H×W.</param>
    /// <param name="labels">N class numbers, or N×H×W.</param>
    /// <param name="share">Mixup's share of each image's own labels; 1 without mixup.</param>
    /// <returns>A scalar.</returns>
    torch.Tensor Loss(GraphModule module, torch.Tensor images, torch.Tensor labels, double share);
}
