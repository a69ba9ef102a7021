using MathNet.Numerics.Distributions;
using NasCluster.Trainer.Networks;
using TorchSharp;

namespace NasCluster.Trainer.Training;

/// <summary>Mixup: every image is blended with its mirror in the batch, and so are their losses.</summary>
internal static class Mixup
{
    /// <summary>A share drawn from Beta(α, α).</summary>
    /// <param name="alpha">Above 0.</param>
    /// <param name="random">The source.</param>
    public static double Share(double alpha, Random random) =>
        1 / (1 + Math.Exp(LogGamma(alpha, random) - LogGamma(alpha, random)));

    /// <summary>share · images + (1 − share) · images in reverse order.</summary>
    public static torch.Tensor Blend(torch.Tensor images, double share)
    {
        using var mirrored = images.flip(0).Scale(1 - share);
        return images.Times(share).Increase(mirrored);
    }

    // Gamma(α) = Gamma(α + 1) · U^(1/α); as a logarithm, because for small α both gammas would round to 0.
    private static double LogGamma(double alpha, Random random) =>
        Math.Log(Gamma.Sample(random, alpha + 1, 1)) + Math.Log(1 - random.NextDouble()) / alpha;
}
