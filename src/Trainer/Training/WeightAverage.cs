using NasCluster.Trainer.Networks;
using TorchSharp;

namespace NasCluster.Trainer.Training;

/// <summary>Exponential moving average of the weights; running statistics are those of the network itself.</summary>
internal sealed class WeightAverage(TensorStore tensors, double maxDecay = WeightAverage.MaxDecay) : IDisposable
{
    private const double MaxDecay = 0.999;

    /// <summary>Starts as the weights are now.</summary>
    public torch.Tensor Value { get; } = Copy(tensors.Flat);

    /// <summary>Updates done; part of what a checkpoint keeps.</summary>
    public long Updates { get; set; }

    /// <summary>The decay of an update: small at first, so that the average does not hang on to the random start.</summary>
    /// <param name="update">1, 2, 3, …</param>
    /// <param name="maxDecay">Never above it.</param>
    public static double DecayAt(long update, double maxDecay = MaxDecay) =>
        Math.Min(maxDecay, (1.0 + update) / (10.0 + update));

    public void Update()
    {
        using var noGradient = torch.no_grad();
        var decay = DecayAt(++Updates, maxDecay);
        Value.Scale(decay).Increase(tensors.Flat, 1 - decay);
    }

    /// <summary>Exchanges average and weights: once before evaluating, once after it.</summary>
    public void Swap()
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var weights = tensors.Flat.clone();
        tensors.Flat.copy_(Value);
        Value.copy_(weights);
    }

    public void Dispose() => Value.Dispose();

    private static torch.Tensor Copy(torch.Tensor weights)
    {
        using var noGradient = torch.no_grad();
        return weights.clone().DetachFromDisposeScope();
    }
}
