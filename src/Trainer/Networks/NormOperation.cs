using System.Runtime.Intrinsics;
using NasCluster.Domain.Architectures;
using NasCluster.Trainer.Networks.Fused;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace NasCluster.Trainer.Networks;

/// <summary>Batch normalisation, and the activation after it where a kernel computes both at once.</summary>
internal static class NormOperation
{
    /// <param name="name">Of the node.</param>
    /// <param name="norm">The layer.</param>
    /// <param name="tensors">Where it declares its tensors.</param>
    /// <param name="style">How it is computed.</param>
    public static Operation Create(string name, BatchNorm2d norm, TensorStore tensors, NormStyle style)
    {
        long[] shape = [norm.Channels];
        var scale = tensors.AddParameter($"{name}.weight", shape, style.Silent ? TensorStart.Zeros : TensorStart.Ones);
        var shift = tensors.AddParameter($"{name}.bias", shape, TensorStart.Zeros);
        var mean = tensors.AddBuffer($"{name}.running_mean", shape, TensorStart.Zeros);
        var variance = tensors.AddBuffer($"{name}.running_var", shape, TensorStart.Ones);
        var after = style.Activation is { } kind ? ActivationOperation.Create(name, kind) : null;
        NormKernel? kernel = null;
        return (inputs, training) =>
        {
            if (training && style.Fuse && HasKernel(inputs[0]))
            {
                kernel ??= NormKernels.Create(style.Activation, torch.get_num_threads());
                var call = new NormCall(kernel, mean.Value, variance.Value, norm.Epsilon, norm.Momentum);
                return NormFunction.Apply(inputs[0], scale.Value, shift.Value, call);
            }

            var normal = functional.batch_norm(
                inputs[0],
                mean.Value,
                variance.Value,
                scale.Value,
                shift.Value,
                training,
                norm.Momentum,
                norm.Epsilon
            );
            if (after is null)
            {
                return normal;
            }

            using (normal)
            {
                return after([normal], training);
            }
        };
    }

    private static bool HasKernel(torch.Tensor maps) =>
        Vector256.IsHardwareAccelerated
        && maps.device_type == DeviceType.CPU
        && maps.dtype == torch.ScalarType.Float32
        && Maps.IsPacked(maps);
}
