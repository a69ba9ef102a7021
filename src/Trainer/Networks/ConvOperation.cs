using NasCluster.Domain.Architectures;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace NasCluster.Trainer.Networks;

internal static class ConvOperation
{
    private static readonly long[] NoPadding = [0, 0];

    /// <param name="name">Of the node.</param>
    /// <param name="conv">The layer.</param>
    /// <param name="tensors">Where it declares its tensors.</param>
    /// <param name="type">What it is computed in; null: in the tensors' type.</param>
    public static Operation Create(string name, Conv2d conv, TensorStore tensors, torch.ScalarType? type = null)
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
            return (inputs, _) => Convolve(inputs[0]);
        }

        return (inputs, _) =>
        {
            using var padded = PadSame(inputs[0], conv);
            return Convolve(padded);
        };

        torch.Tensor Convolve(torch.Tensor map)
        {
            if (type is null)
            {
                return functional.conv2d(map, weight.Value, bias?.Value, strides, padding, dilation, conv.Groups);
            }

            using var input = Casting.Of(map, type);
            using var kernel = Casting.Of(weight.Value, type);
            using var shift = bias is null ? null : Casting.Of(bias.Value, type);
            return functional.conv2d(input, kernel, shift, strides, padding, dilation, conv.Groups);
        }
    }

    private static torch.Tensor PadSame(torch.Tensor map, Conv2d conv)
    {
        var rows = conv.Padding.Rows((int)map.shape[2], conv.Reach.Height, conv.Stride);
        var columns = conv.Padding.Columns((int)map.shape[3], conv.Reach.Width, conv.Stride);
        return functional.pad(map, [columns.Before, columns.After, rows.Before, rows.After]);
    }
}
