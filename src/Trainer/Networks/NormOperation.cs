using NasCluster.Domain.Architectures;
using static TorchSharp.torch.nn;

namespace NasCluster.Trainer.Networks;

internal static class NormOperation
{
    public static Operation Create(string name, BatchNorm2d norm, TensorStore tensors, bool silent)
    {
        long[] shape = [norm.Channels];
        var scale = tensors.AddParameter($"{name}.weight", shape, silent ? TensorStart.Zeros : TensorStart.Ones);
        var shift = tensors.AddParameter($"{name}.bias", shape, TensorStart.Zeros);
        var mean = tensors.AddBuffer($"{name}.running_mean", shape, TensorStart.Zeros);
        var variance = tensors.AddBuffer($"{name}.running_var", shape, TensorStart.Ones);
        return (inputs, training) =>
            functional.batch_norm(
                inputs[0],
                mean.Value,
                variance.Value,
                scale.Value,
                shift.Value,
                training,
                norm.Momentum,
                norm.Epsilon
            );
    }
}
