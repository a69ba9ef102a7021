using NasCluster.Domain.Supernets;
using NasCluster.Trainer.Networks;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace NasCluster.Trainer.Supernets;

/// <summary>conv(x·M) as a convolution with the kernel W·M: the mask costs nothing at the size of the map.</summary>
internal static class MaskedConvOperation
{
    public static Operation Create(
        string name,
        MaskedConv2d masked,
        TensorStore tensors,
        ArchitectureWeights weights,
        torch.ScalarType? type
    )
    {
        var conv = masked.Conv;
        var kernel = tensors.AddParameter(
            $"{name}.weight",
            [conv.OutChannels, conv.InChannels, conv.Kernel.Height, conv.Kernel.Width],
            TensorStart.KaimingFanOut(conv.OutChannels, conv.Kernel, groups: 1)
        );
        var bias = conv.Bias ? tensors.AddParameter($"{name}.bias", [conv.OutChannels], TensorStart.Zeros) : null;
        long[] strides = [conv.Stride, conv.Stride];
        long[] padding = [conv.Padding.Height, conv.Padding.Width];
        long[] dilation = [conv.Dilation, conv.Dilation];
        return (inputs, _) =>
        {
            using var mask = weights.MaskOf(masked.Mask).view(1, -1, 1, 1);
            using var cut = kernel.Value.mul(mask);
            using var input = Casting.Of(inputs[0], type);
            using var used = Casting.Of(cut, type);
            using var shift = bias is null ? null : Casting.Of(bias.Value, type);
            return functional.conv2d(input, used, shift, strides, padding, dilation);
        };
    }
}
