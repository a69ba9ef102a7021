using NasCluster.Domain.Architectures;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace NasCluster.Trainer.Networks;

internal static class ConvTransposeOperation
{
    public static Operation Create(string name, ConvTranspose2d conv, TensorStore tensors, torch.ScalarType? type)
    {
        var weight = tensors.AddParameter(
            $"{name}.weight",
            [conv.InChannels, conv.OutChannels, conv.Kernel, conv.Kernel],
            TensorStart.KaimingFanOut(conv.InChannels, conv.Kernel, groups: 1)
        );
        var bias = conv.Bias ? tensors.AddParameter($"{name}.bias", [conv.OutChannels], TensorStart.Zeros) : null;
        long[] strides = [conv.Stride, conv.Stride];
        return (inputs, _) =>
        {
            using var input = Casting.Of(inputs[0], type);
            using var kernel = Casting.Of(weight.Value, type);
            using var shift = bias is null ? null : Casting.Of(bias.Value, type);
            return functional.conv_transpose2d(input, kernel, shift, strides);
        };
    }
}
