using NasCluster.Domain.Architectures;
using static TorchSharp.torch.nn;

namespace NasCluster.Trainer.Networks;

internal static class LinearOperation
{
    private const double Deviation = 0.01;

    public static Operation Create(string name, Linear linear, TensorStore tensors)
    {
        var weight = tensors.AddParameter(
            $"{name}.weight",
            [linear.OutFeatures, linear.InFeatures],
            TensorStart.Normal(Deviation)
        );
        var bias = linear.Bias ? tensors.AddParameter($"{name}.bias", [linear.OutFeatures], TensorStart.Zeros) : null;
        return (inputs, _) =>
        {
            using var features = inputs[0].flatten(1);
            return functional.linear(features, weight.Value, bias?.Value);
        };
    }
}
