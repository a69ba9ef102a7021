using System.Numerics.Tensors;

namespace NasCluster.Domain.Prediction;

/// <summary>How alike two encodings are: a linear part, and one that falls with the squared distance.</summary>
/// <param name="LinearShare">Share of the linear part, 0–1.</param>
/// <param name="Length">Squared distance over which the other part falls to 1/e.</param>
/// <param name="Noise">Variance of a single measurement, of targets with unit variance.</param>
internal readonly record struct GaussianKernel(double LinearShare, double Length, double Noise)
{
    /// <summary>The longest length; every other one is it divided by a power of two.</summary>
    public const double Longest = 8;

    private static readonly double[] LinearShares = [0, 0.3, 0.7, 0.95];
    private static readonly double[] Lengths = [0.25, 1, 2, 4, Longest];
    private static readonly double[] Noises = [0.003, 0.03, 0.2];

    /// <summary>The kernels that are tried.</summary>
    public static IEnumerable<GaussianKernel> Grid { get; } =
    [
        .. LinearShares.SelectMany(share =>
            Lengths.SelectMany(length => Noises.Select(noise => new GaussianKernel(share, length, noise)))
        ),
    ];

    /// <summary>How often e^(−distance / longest length) is squared to give the part that falls with the distance.</summary>
    public int Squarings => (int)Math.Round(Math.Log2(Longest / Length));

    /// <summary>Covariance of the values at two encodings, without noise.</summary>
    public double Of(double distance, double product) =>
        LinearShare * (1 + product) + (1 - LinearShare) * (1 + Math.Exp(-distance / Length));

    /// <summary>Squared distance; two for every categorical dimension that differs.</summary>
    public static double Distance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var distance = TensorPrimitives.Distance(a, b);
        return distance * distance;
    }
}
