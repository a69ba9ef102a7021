using NasCluster.Domain.Supernets;
using NasCluster.Trainer.Networks;
using TorchSharp;

namespace NasCluster.Trainer.Supernets;

/// <summary>Σ mᵢ·blockᵢ(x), or in sampled mode one block alone, with another beside it while θ learns.</summary>
internal static class MixOperation
{
    public static Operation Create(MixLayer mix, NodeGraph[] branches, ArchitectureWeights weights) =>
        (inputs, training) =>
            weights.PickOf(mix.Choice) is { } pick
                ? Drawn(inputs[0], mix.Choice, pick, branches, weights, training)
                : Sum(inputs[0], mix.Choice, branches, weights, training);

    // One map is added to; a block's output is let go of before the next block runs.
    private static torch.Tensor Sum(
        torch.Tensor input,
        int choice,
        NodeGraph[] branches,
        ArchitectureWeights weights,
        bool training
    )
    {
        torch.Tensor? sum = null;
        for (var i = 0; i < branches.Length; i++)
        {
            using var output = branches[i].Run(input, null, training);
            using var weight = weights.WeightOf(choice, i);
            if (sum is null)
            {
                sum = output.mul(weight);
            }
            else
            {
                sum.IncreaseByProduct(output, weight, 1);
            }
        }

        return sum!;
    }

    private static torch.Tensor Drawn(
        torch.Tensor input,
        int choice,
        int pick,
        NodeGraph[] branches,
        ArchitectureWeights weights,
        bool training
    )
    {
        var output = branches[pick].Run(input, null, training);
        if (weights.SecondOf(choice) is not { } second)
        {
            return output;
        }

        using var first = output;
        using var weight = weights.PathWeightOf(choice, pick);
        using var other = branches[second].Run(input, null, training);
        using var none = weights.PathWeightOf(choice, second);
        return first.mul(weight).IncreaseByProduct(other, none, 1);
    }
}
