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
    public static Operation Create(string name, BatchNorm2d norm, TensorStore tensors, OperationStyle style)
    {
        var slots = TensorsOf(name, norm, tensors, style);
        var plain = PlainOf(name, norm, slots, style);
        NormKernel? kernel = null;
        return (inputs, training) =>
        {
            if (!style.Fuse || !HasKernel(inputs[0]))
            {
                return plain(inputs, training);
            }

            if (training)
            {
                kernel ??= NormKernels.Create(style.Activation, torch.get_num_threads());
                var call = new NormCall(kernel, slots.Mean.Value, slots.Variance.Value, norm.Epsilon, norm.Momentum);
                return NormFunction.Apply(inputs[0], slots.Scale.Value, slots.Shift.Value, call);
            }

            if (torch.is_grad_enabled())
            {
                return plain(inputs, training);
            }

            kernel ??= NormKernels.Create(style.Activation, torch.get_num_threads());
            return new NormInference(kernel, norm.Epsilon).Apply(inputs[0], slots, style.InPlace);
        };
    }

    private static NormTensors TensorsOf(string name, BatchNorm2d norm, TensorStore tensors, OperationStyle style)
    {
        long[] shape = [norm.Channels];
        return new(
            tensors.AddParameter($"{name}.weight", shape, style.Silent ? TensorStart.Zeros : TensorStart.Ones),
            tensors.AddParameter($"{name}.bias", shape, TensorStart.Zeros),
            tensors.AddBuffer($"{name}.running_mean", shape, TensorStart.Zeros),
            tensors.AddBuffer($"{name}.running_var", shape, TensorStart.Ones)
        );
    }

    /// <summary>As libtorch does it, one after the other.</summary>
    private static Operation PlainOf(string name, BatchNorm2d norm, NormTensors slots, OperationStyle style)
    {
        var after = style.Activation is { } kind ? ActivationOperation.Create(name, kind) : null;
        return (inputs, training) =>
        {
            var normal = functional.batch_norm(
                inputs[0],
                slots.Mean.Value,
                slots.Variance.Value,
                slots.Scale.Value,
                slots.Shift.Value,
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
