using NasCluster.Domain.Architectures;
using static TorchSharp.torch.nn;

namespace NasCluster.Trainer.Networks;

internal static class ConvOperation
{
    private static readonly long[] NoDilation = [1, 1];

    public static Operation Create(string name, Conv2d conv, TensorStore tensors)
    {
        var weight = tensors.AddParameter(
            $"{name}.weight",
            [conv.OutChannels, conv.InChannels / conv.Groups, conv.Kernel, conv.Kernel],
            TensorStart.KaimingFanOut(conv.OutChannels, conv.Kernel, conv.Groups)
        );
        var bias = conv.Bias ? tensors.AddParameter($"{name}.bias", [conv.OutChannels], TensorStart.Zeros) : null;
        long[] strides = [conv.Stride, conv.Stride];
        long[] padding = [conv.Padding, conv.Padding];
        return (inputs, _) =>
            functional.conv2d(inputs[0], weight.Value, bias?.Value, strides, padding, NoDilation, conv.Groups);
    }
}
