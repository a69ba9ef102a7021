using System.Globalization;
using TorchSharp;

namespace NasCluster.Trainer.Runtime;

/// <summary>Whether libtorch computes convolutions right on this machine's CPU: in milliseconds, before anything is trained.</summary>
/// <remarks>In 64 bits oneDNN has no part in them: they are what the others are compared with.</remarks>
internal static class ConvolutionCheck
{
    /// <summary>Far above rounding, far below a wrong result.</summary>
    private const double MostError = 1e-3;

    private static readonly (int Channels, int Groups, int Kernel, int Stride)[] Cases =
    [
        (24, 1, 5, 2),
        (24, 1, 3, 1),
        (20, 1, 1, 1),
        (24, 24, 3, 1),
        (20, 20, 5, 2),
        (24, 4, 3, 2),
    ];

    /// <exception cref="TrainerSettingsException">It does not.</exception>
    public static void Require()
    {
        foreach (var (channels, groups, kernel, stride) in Cases)
        {
            foreach (var isChannelsLast in new[] { false, true })
            {
                var error = ErrorOf(channels, groups, kernel, stride, isChannelsLast);
                if (!(error <= MostError))
                {
                    throw new TrainerSettingsException(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"libtorch computes convolutions wrongly on this machine: relative error {error:g2} with {channels} channels in {groups} groups, kernel {kernel}, stride {stride}."
                        )
                    );
                }
            }
        }
    }

    private static double ErrorOf(int channels, int groups, int kernel, int stride, bool isChannelsLast)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var images = Waves(isChannelsLast, 2, channels, 10, 10);
        var weights = Waves(isChannelsLast, channels, channels / groups, kernel, kernel);
        var exact = Convolved(images.to(torch.float64), weights.to(torch.float64), groups, stride);
        var error = (Convolved(images, weights, groups, stride).to(torch.float64) - exact).abs().max();
        return error.item<double>() / exact.abs().max().item<double>();
    }

    private static torch.Tensor Convolved(torch.Tensor images, torch.Tensor weights, int groups, int stride) =>
        torch.nn.functional.conv2d(
            images,
            weights,
            strides: [stride, stride],
            padding: [weights.shape[^1] / 2, weights.shape[^1] / 2],
            groups: groups
        );

    // Not at random: a check must not touch the generator that seeds weights.
    private static torch.Tensor Waves(bool isChannelsLast, params long[] shape)
    {
        var values = torch
            .arange(shape.Aggregate(1L, (product, side) => product * side), torch.float32)
            .mul(0.37)
            .sin();
        var tensor = values.reshape(shape);
        return isChannelsLast ? tensor.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2) : tensor;
    }
}
