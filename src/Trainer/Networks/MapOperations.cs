using NasCluster.Domain.Architectures;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace NasCluster.Trainer.Networks;

/// <summary>Operations on maps that have no tensors of their own.</summary>
internal static class MapOperations
{
    public static Operation Pool(AveragePool2d pool)
    {
        long[] kernel = [pool.Kernel, pool.Kernel];
        long[] stride = [pool.Stride, pool.Stride];
        long[] padding = [pool.Padding, pool.Padding];
        return (inputs, _) =>
            functional.avg_pool2d(inputs[0], kernel, stride, padding, ceil_mode: false, count_include_pad: true);
    }

    public static Operation Shuffle(int groups) =>
        (inputs, _) =>
        {
            var shape = inputs[0].shape;
            using var grouped = inputs[0].reshape(shape[0], groups, shape[1] / groups, shape[2], shape[3]);
            using var swapped = grouped.transpose(1, 2);
            return swapped.reshape(shape);
        };

    public static Operation Resize(ResizeLayer resize)
    {
        long[] size = [resize.Height, resize.Width];
        return resize.Mode == ResizeMode.Nearest
            ? (inputs, _) => functional.interpolate(inputs[0], size, mode: torch.InterpolationMode.Nearest)
            : (inputs, _) =>
                functional.interpolate(inputs[0], size, mode: torch.InterpolationMode.Bilinear, align_corners: true);
    }

    public static Operation PRelu(string name, PReluLayer layer, TensorStore tensors)
    {
        var slope = tensors.AddParameter($"{name}.weight", [layer.Channels], TensorStart.Slope);
        return (inputs, _) =>
        {
            using var kept = Casting.Of(slope.Value, inputs[0].dtype);
            return functional.prelu(inputs[0], kept);
        };
    }
}
