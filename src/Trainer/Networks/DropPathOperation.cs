using NasCluster.Domain.Architectures;
using TorchSharp;

namespace NasCluster.Trainer.Networks;

/// <summary>Stochastic depth: in training a sample's branch is dropped with the rate, and scaled up where it stays.</summary>
internal static class DropPathOperation
{
    public static Operation Create(string name, double rate)
    {
        if (rate is not (>= 0 and < 1))
        {
            throw new InvalidNetworkException(name, $"the drop path rate is {rate}, expected 0 ≤ rate < 1");
        }

        return (inputs, training) => training && rate > 0 ? Drop(inputs[0], 1 - rate) : inputs[0].alias();
    }

    private static torch.Tensor Drop(torch.Tensor branch, double keep)
    {
        long[] shape = [branch.shape[0], 1, 1, 1];
        using var kept = torch.empty(shape, device: branch.device).bernoulli_(keep);
        return branch.mul(kept.Divide(keep));
    }
}
