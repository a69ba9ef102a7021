using NasCluster.Domain.Recipes;
using NasCluster.Trainer.Networks;
using TorchSharp;

namespace NasCluster.Trainer.Training;

/// <summary>An update rule over the flat parameters and gradients of a network; the rules and defaults are PyTorch's.</summary>
internal abstract class Optimizer : IDisposable
{
    private readonly List<(string Name, torch.Tensor Value)> _state = [];
    private readonly torch.Tensor _decayedGradient;
    private readonly torch.Tensor _decayedWeights;

    protected Optimizer(TensorStore tensors, TrainingRecipe recipe)
    {
        Weights = tensors.Flat;
        Gradient = tensors.FlatGradient;
        WeightDecay = recipe.WeightDecay;
        _decayedGradient = Gradient.narrow(0, 0, tensors.DecayedElements).DetachFromDisposeScope();
        _decayedWeights = Weights.narrow(0, 0, tensors.DecayedElements).DetachFromDisposeScope();
    }

    /// <summary>Tensors that a checkpoint keeps, by name.</summary>
    public IReadOnlyList<(string Name, torch.Tensor Value)> State => _state;

    /// <summary>Steps done; part of what a checkpoint keeps.</summary>
    public long Steps { get; set; }

    protected torch.Tensor Weights { get; }

    protected torch.Tensor Gradient { get; }

    protected double WeightDecay { get; }

    /// <summary>Moves the weights once and clears the gradient, which it may use as scratch before.</summary>
    public void Step(double learningRate)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        Steps++;
        Move(learningRate);
        Gradient.zero_();
    }

    public virtual void Dispose()
    {
        foreach (var (_, value) in _state)
        {
            value.Dispose();
        }

        _decayedGradient.Dispose();
        _decayedWeights.Dispose();
    }

    protected abstract void Move(double learningRate);

    protected torch.Tensor AddState(string name)
    {
        var value = torch.zeros_like(Weights).DetachFromDisposeScope();
        _state.Add((name, value));
        return value;
    }

    /// <summary>L2 decay: part of the gradient.</summary>
    protected void DecayIntoGradient()
    {
        if (WeightDecay > 0)
        {
            _decayedGradient.Increase(_decayedWeights, WeightDecay);
        }
    }

    /// <summary>Decoupled decay: the weights shrink by themselves.</summary>
    protected void ShrinkWeights(double learningRate)
    {
        if (WeightDecay > 0)
        {
            _decayedWeights.Scale(1 - learningRate * WeightDecay);
        }
    }
}
