using System.Numerics.Tensors;

namespace NasCluster.Domain.Prediction;

/// <summary>Gaussian process regression with one kernel (Rasmussen and Williams 2006, algorithm 2.1).</summary>
internal sealed class GaussianProcess
{
    private const double SmallestPivot = 1e-10;

    // Lower triangle of the Cholesky factor, row by row.
    private readonly double[][] _factor;
    private readonly double[] _weights;
    private readonly GaussianKernel _kernel;

    /// <param name="pairs">Distances and products of all pairs of rows.</param>
    /// <param name="targets">One per row, of zero mean and unit spread.</param>
    /// <param name="kernel">The kernel.</param>
    public GaussianProcess(EncodingPairs pairs, double[] targets, GaussianKernel kernel)
    {
        _kernel = kernel;
        _factor = Factorise(pairs, kernel);
        _weights = (double[])targets.Clone();
        Substitute(_weights);
        LogLikelihood = -0.5 * TensorPrimitives.Dot<double>(_weights, _weights) - _factor.Sum(row => Math.Log(row[^1]));
        SubstituteBack(_weights);
    }

    public GaussianKernel Kernel => _kernel;

    /// <summary>Logarithm of the marginal likelihood of the targets, but for a constant.</summary>
    public double LogLikelihood { get; }

    /// <summary>What each row's covariance with a point is multiplied by to give its mean.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <param name="distances">From the rows to the point.</param>
    /// <param name="products">With the rows.</param>
    public double Mean(ReadOnlySpan<double> distances, ReadOnlySpan<double> products)
    {
        var mean = 0.0;
        for (var i = 0; i < _weights.Length; i++)
        {
            mean += _weights[i] * _kernel.Of(distances[i], products[i]);
        }

        return mean;
    }

    /// <summary>Variance of the value itself, without noise.</summary>
    /// <param name="distances">From the rows to the point.</param>
    /// <param name="products">With the rows.</param>
    /// <param name="square">Of the point with itself.</param>
    public double Variance(ReadOnlySpan<double> distances, ReadOnlySpan<double> products, double square)
    {
        var covariances = new double[_weights.Length];
        for (var i = 0; i < covariances.Length; i++)
        {
            covariances[i] = _kernel.Of(distances[i], products[i]);
        }

        Substitute(covariances);
        return Math.Max(0, _kernel.Of(0, square) - TensorPrimitives.Dot<double>(covariances, covariances));
    }

    private static double[][] Factorise(EncodingPairs pairs, GaussianKernel kernel)
    {
        var factor = new double[pairs.Count][];
        for (var i = 0; i < factor.Length; i++)
        {
            var row = factor[i] = new double[i + 1];
            for (var j = 0; j < i; j++)
            {
                var rest = TensorPrimitives.Dot<double>(row.AsSpan(0, j), factor[j].AsSpan(0, j));
                row[j] = (kernel.Of(pairs.Distance(i, j), pairs.Product(i, j)) - rest) / factor[j][j];
            }

            var own = kernel.Of(0, pairs.Product(i, i)) + kernel.Noise;
            row[i] = Math.Sqrt(Math.Max(SmallestPivot, own - TensorPrimitives.SumOfSquares<double>(row.AsSpan(0, i))));
        }

        return factor;
    }

    private void Substitute(double[] values)
    {
        for (var i = 0; i < _factor.Length; i++)
        {
            var rest = TensorPrimitives.Dot<double>(_factor[i].AsSpan(0, i), values.AsSpan(0, i));
            values[i] = (values[i] - rest) / _factor[i][i];
        }
    }

    private void SubstituteBack(double[] values)
    {
        for (var i = _factor.Length - 1; i >= 0; i--)
        {
            values[i] /= _factor[i][i];
            for (var j = 0; j < i; j++)
            {
                values[j] -= _factor[i][j] * values[i];
            }
        }
    }
}
