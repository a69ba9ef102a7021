using MathNet.Numerics.LinearAlgebra;
using NasCluster.Domain.Costs;

namespace NasCluster.Domain.Search;

/// <summary>Latency as a linear function of MACs, parameters and activations, fitted to what candidates measured.</summary>
/// <remarks>Until a latency table of the device exists this is what keeps the pool within a latency limit.</remarks>
public sealed class LatencyModel
{
    private const int Fewest = 4;
    private const double Ridge = 1e-3;
    private const double Million = 1e6;
    private readonly Vector<double> _weights;

    private LatencyModel(Vector<double> weights) => _weights = weights;

    /// <summary>Null where there are too few measurements to fit.</summary>
    public static LatencyModel? Fit(IReadOnlyList<(NetworkCost Cost, double LatencyMs)> measured)
    {
        if (measured.Count < Fewest)
        {
            return null;
        }

        var rows = Matrix<double>.Build.DenseOfRowVectors(measured.Select(row => Features(row.Cost)));
        var target = Vector<double>.Build.DenseOfEnumerable(measured.Select(row => row.LatencyMs));
        var normal = rows.TransposeThisAndMultiply(rows) + Ridge * Matrix<double>.Build.DenseIdentity(rows.ColumnCount);
        return new(normal.Solve(rows.TransposeThisAndMultiply(target)));
    }

    /// <summary>Milliseconds.</summary>
    public double Estimate(NetworkCost cost) => _weights.DotProduct(Features(cost));

    private static Vector<double> Features(NetworkCost cost) =>
        Vector<double>.Build.DenseOfArray([
            1,
            cost.Macs.Total / Million,
            cost.Params / Million,
            cost.ActivationElements / Million,
        ]);
}
