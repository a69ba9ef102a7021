using NasCluster.Domain.Supernets;
using NasCluster.Trainer.Networks;
using TorchSharp;

namespace NasCluster.Trainer.Supernets;

/// <summary>Σ mᵢ·blockᵢ(x), or one block alone in sampled mode.</summary>
internal static class MixOperation
{
    public static Operation Create(MixLayer mix, NodeGraph[] branches, ArchitectureWeights weights) =>
        (inputs, training) =>
            weights.PickOf(mix.Choice) is { } pick
                ? Alone(branches[pick].Run(inputs[0], null, training), mix.Choice, pick, weights)
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

    // Forward the block itself, backward as if it were weighted: 1 + m − m without gradient.
    private static torch.Tensor Alone(torch.Tensor output, int choice, int pick, ArchitectureWeights weights)
    {
        if (!weights.Learns || weights.Given is not null)
        {
            return output;
        }

        using var weight = weights.WeightOf(choice, pick);
        using var value = weight.detach();
        using var factor = weight.Minus(value).Plus(torch.ones_like(value));
        using var block = output;
        return block.mul(factor);
    }
}
