using NasCluster.Domain.Recipes;
using NasCluster.Trainer.Networks;
using TorchSharp;

namespace NasCluster.Trainer.Training;

/// <summary>Adam, and AdamW where the weight decay is decoupled.</summary>
internal sealed class AdamOptimizer : Optimizer
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;

    private readonly bool _decoupled;
    private readonly torch.Tensor _mean;
    private readonly torch.Tensor _square;

    public AdamOptimizer(TensorStore tensors, TrainingRecipe recipe, bool decoupled)
        : base(tensors, recipe)
    {
        _decoupled = decoupled;
        _mean = AddState("mean");
        _square = AddState("square");
    }

    protected override void Move(double learningRate)
    {
        Decay(learningRate);
        _mean.Scale(Beta1).Increase(Gradient, 1 - Beta1);
        _square.Scale(Beta2).IncreaseByProduct(Gradient, Gradient, 1 - Beta2);
        var scale = _square.sqrt().Divide(Math.Sqrt(1 - Math.Pow(Beta2, Steps))).Increase(Epsilon);
        Weights.IncreaseByQuotient(_mean, scale, -learningRate / (1 - Math.Pow(Beta1, Steps)));
    }

    private void Decay(double learningRate)
    {
        if (_decoupled)
        {
            ShrinkWeights(learningRate);
        }
        else
        {
            DecayIntoGradient();
        }
    }
}
