using NasCluster.Domain.Recipes;
using NasCluster.Domain.Supernets;
using NasCluster.Trainer.Training;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace NasCluster.Trainer.Supernets;

/// <summary>One step of θ: a pass through the supernet, the loss with the cost, the gradient of θ alone, Adam.</summary>
internal sealed class ThetaStep(SupernetModule supernet) : IDisposable
{
    private readonly SupernetSpec _spec = supernet.Spec;

    public AdamOptimizer Adam { get; } =
        new(supernet.Weights.Store, new TrainingRecipe { WeightDecay = supernet.Spec.WeightDecay }, decoupled: false);

    /// <summary>The loss; owned by the caller's dispose scope. θ learns only where the weights' gradients reach it.</summary>
    /// <param name="images">N×C×H×W.</param>
    /// <param name="labels">N class numbers.</param>
    public torch.Tensor Run(torch.Tensor images, torch.Tensor labels)
    {
        var scores = supernet.Module.forward(images);
        var loss = SupernetLoss.Of(_spec, functional.cross_entropy(scores, labels), supernet.Cost.Of(supernet.Weights));
        // w's gradients would cost as much again and are not wanted.
        var theta = supernet.Weights.Theta;
        theta.grad!.copy_(torch.autograd.grad([loss], [theta])[0]);
        Adam.Step(_spec.LearningRate);
        return loss;
    }

    public void Dispose() => Adam.Dispose();
}
