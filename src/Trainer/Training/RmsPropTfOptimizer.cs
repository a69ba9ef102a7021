using NasCluster.Domain.Recipes;
using NasCluster.Trainer.Networks;
using TorchSharp;

namespace NasCluster.Trainer.Training;

/// <summary>
/// RMSProp as TensorFlow has it and EfficientNet, GhostNet and FBNetV3 are trained: ε = 0.001 within the root, mean square
/// from 1 with decay 0.9, the learning rate within the momentum.
/// </summary>
internal sealed class RmsPropTfOptimizer : Optimizer
{
    private const double Alpha = 0.9;
    private const double Epsilon = 1e-3;

    private readonly double _momentum;
    private readonly torch.Tensor _square;
    private readonly torch.Tensor _velocity;

    public RmsPropTfOptimizer(TensorStore tensors, TrainingRecipe recipe)
        : base(tensors, recipe)
    {
        _momentum = recipe.Momentum;
        _square = AddState("square");
        _velocity = AddState("velocity");
        using var noGradient = torch.no_grad();
        using Scalar one = 1;
        _square.fill_(one);
    }

    protected override void Move(double learningRate)
    {
        DecayIntoGradient();
        _square.Scale(Alpha).IncreaseByProduct(Gradient, Gradient, 1 - Alpha);
        var scale = _square.clone().Increase(Epsilon).sqrt_();
        _velocity.Scale(_momentum).IncreaseByQuotient(Gradient, scale, learningRate);
        Weights.Increase(_velocity, -1);
    }
}
