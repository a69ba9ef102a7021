using NasCluster.Domain.Architectures;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace NasCluster.Trainer.Networks;

internal static class ConvOperation
{
    private static readonly long[] NoPadding = [0, 0];

    public static Operation Create(string name, Conv2d conv, TensorStore tensors)
    {
        var weight = tensors.AddParameter(
            $"{name}.weight",
            [conv.OutChannels, conv.InChannels / conv.Groups, conv.Kernel.Height, conv.Kernel.Width],
            TensorStart.KaimingFanOut(conv.OutChannels, conv.Kernel, conv.Groups)
        );
        var bias = conv.Bias ? tensors.AddParameter($"{name}.bias", [conv.OutChannels], TensorStart.Zeros) : null;
        long[] strides = [conv.Stride, conv.Stride];
        long[] padding = conv.Padding.IsSame ? NoPadding : [conv.Padding.Height, conv.Padding.Width];
        long[] dilation = [conv.Dilation, conv.Dilation];
        if (!conv.Padding.IsSame)
        {
            return (inputs, _) =>
                functional.conv2d(inputs[0], weight.Value, bias?.Value, strides, padding, dilation, conv.Groups);
        }

        return (inputs, _) =>
        {
            using var padded = PadSame(inputs[0], conv);
            return functional.conv2d(padded, weight.Value, bias?.Value, strides, padding, dilation, conv.Groups);
        };
    }

    private static torch.Tensor PadSame(torch.Tensor map, Conv2d conv)
    {
        var rows = conv.Padding.Rows((int)map.shape[2], conv.Reach.Height, conv.Stride);
        var columns = conv.Padding.Columns((int)map.shape[3], conv.Reach.Width, conv.Stride);
        return functional.pad(map, [columns.Before, columns.After, rows.Before, rows.After]);
    }
}
