using NasCluster.Domain.Architectures;
using static TorchSharp.torch.nn;

namespace NasCluster.Trainer.Networks;

internal static class ConvTransposeOperation
{
    public static Operation Create(string name, ConvTranspose2d conv, TensorStore tensors)
    {
        var weight = tensors.AddParameter(
            $"{name}.weight",
            [conv.InChannels, conv.OutChannels, conv.Kernel, conv.Kernel],
            TensorStart.KaimingFanOut(conv.InChannels, conv.Kernel, groups: 1)
        );
        var bias = conv.Bias ? tensors.AddParameter($"{name}.bias", [conv.OutChannels], TensorStart.Zeros) : null;
        long[] strides = [conv.Stride, conv.Stride];
        return (inputs, _) => functional.conv_transpose2d(inputs[0], weight.Value, bias?.Value, strides);
    }
}
