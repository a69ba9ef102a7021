using NasCluster.Domain.Recipes;
using NasCluster.Trainer.Networks;
using TorchSharp;

namespace NasCluster.Trainer.Training;

/// <summary>Stochastic gradient descent with Nesterov momentum.</summary>
internal sealed class SgdOptimizer : Optimizer
{
    private readonly double _momentum;
    private readonly torch.Tensor _velocity;

    public SgdOptimizer(TensorStore tensors, TrainingRecipe recipe)
        : base(tensors, recipe)
    {
        _momentum = recipe.Momentum;
        _velocity = AddState("velocity");
    }

    protected override void Move(double learningRate)
    {
        DecayIntoGradient();
        _velocity.Scale(_momentum).Increase(Gradient);
        Gradient.Increase(_velocity, _momentum);
        Weights.Increase(Gradient, -learningRate);
    }
}
