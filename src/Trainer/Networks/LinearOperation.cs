using NasCluster.Domain.Architectures;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace NasCluster.Trainer.Networks;

internal static class LinearOperation
{
    private const double Deviation = 0.01;

    public static Operation Create(string name, Linear linear, TensorStore tensors, torch.ScalarType? type)
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
            if (type is null)
            {
                return functional.linear(features, weight.Value, bias?.Value);
            }

            using var input = Casting.Of(features, type);
            using var matrix = Casting.Of(weight.Value, type);
            using var shift = bias is null ? null : Casting.Of(bias.Value, type);
            return functional.linear(input, matrix, shift);
        };
    }
}
