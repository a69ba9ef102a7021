using NasCluster.Domain.Supernets;
using NasCluster.Trainer.Networks;
using static TorchSharp.torch.nn;

namespace NasCluster.Trainer.Supernets;

/// <summary>b(x)·M as a normalisation with scale γM and shift βM: the mask costs nothing at the size of the map.</summary>
internal static class MaskedNormOperation
{
    public static Operation Create(string name, MaskedNorm masked, TensorStore tensors, ArchitectureWeights weights)
    {
        var norm = masked.Norm;
        long[] shape = [norm.Channels];
        var scale = tensors.AddParameter($"{name}.weight", shape, TensorStart.Ones);
        var shift = tensors.AddParameter($"{name}.bias", shape, TensorStart.Zeros);
        var mean = tensors.AddBuffer($"{name}.running_mean", shape, TensorStart.Zeros);
        var variance = tensors.AddBuffer($"{name}.running_var", shape, TensorStart.Ones);
        return (inputs, training) =>
        {
            var mask = weights.MaskOf(masked.Mask);
            using var maskedScale = scale.Value.mul(mask);
            using var maskedShift = shift.Value.mul(mask);
            return functional.batch_norm(
                inputs[0],
                mean.Value,
                variance.Value,
                maskedScale,
                maskedShift,
                training,
                norm.Momentum,
                norm.Epsilon
            );
        };
    }
}
