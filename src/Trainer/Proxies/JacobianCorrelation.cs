using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;
using TorchSharp;

namespace NasCluster.Trainer.Proxies;

/// <summary>How different a network's local linear maps of the images are (Mellor et al. 2020).</summary>
internal static class JacobianCorrelation
{
    private const double K = 1e-5;

    /// <param name="jacobians">N×inputs, double.</param>
    /// <returns>Not a number where an image has a constant gradient.</returns>
    public static double Score(torch.Tensor jacobians)
    {
        using var contiguous = jacobians.contiguous();
        var numbers = contiguous.data<double>().ToArray();
        var rows = numbers.Chunk(numbers.Length / (int)jacobians.shape[0]).ToArray();
        Array.ForEach(rows, Normalise);
        return Score(Matrix<double>.Build.Dense(rows.Length, rows.Length, (i, j) => Product(rows[i], rows[j])));
    }

    /// <summary>−Σ ln(v + k) + 1/(v + k) over the eigenvalues v of a symmetric matrix.</summary>
    public static double Score(Matrix<double> correlations) =>
        correlations.Enumerate().All(double.IsFinite)
            ? -correlations
                .Evd(Symmetricity.Symmetric)
                .EigenValues.Sum(value => Math.Log(value.Real + K) + 1 / (value.Real + K))
            : double.NaN;

    private static double Product(double[] a, double[] b) => TensorPrimitives.Dot<double>(a, b);

    // Mean 0 and length 1, so that products are correlations; a constant row becomes not a number.
    private static void Normalise(double[] row)
    {
        var mean = row.Average();
        for (var i = 0; i < row.Length; i++)
        {
            row[i] -= mean;
        }

        TensorPrimitives.Divide<double>(row, Math.Sqrt(Product(row, row)), row);
    }
}
