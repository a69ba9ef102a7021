using NasCluster.Domain.Recipes;
using NasCluster.Trainer.Networks;
using TorchSharp;

namespace NasCluster.Trainer.Training;

/// <summary>RMSProp with momentum.</summary>
internal sealed class RmsPropOptimizer : Optimizer
{
    private const double Alpha = 0.99;
    private const double Epsilon = 1e-8;

    private readonly double _momentum;
    private readonly torch.Tensor _square;
    private readonly torch.Tensor _velocity;

    public RmsPropOptimizer(TensorStore tensors, TrainingRecipe recipe)
        : base(tensors, recipe)
    {
        _momentum = recipe.Momentum;
        _square = AddState("square");
        _velocity = AddState("velocity");
    }

    protected override void Move(double learningRate)
    {
        DecayIntoGradient();
        _square.Scale(Alpha).IncreaseByProduct(Gradient, Gradient, 1 - Alpha);
        var scale = _square.sqrt().Increase(Epsilon);
        _velocity.Scale(_momentum).IncreaseByQuotient(Gradient, scale, 1);
        Weights.Increase(_velocity, -learningRate);
    }
}
