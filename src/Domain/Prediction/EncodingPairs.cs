using System.Numerics.Tensors;

namespace NasCluster.Domain.Prediction;

/// <summary>Distances and scalar products of all pairs of encodings, which every kernel is a function of.</summary>
internal sealed class EncodingPairs
{
    private readonly double[][] _distances;
    private readonly double[][] _products;

    public EncodingPairs(float[][] inputs)
    {
        _distances = [.. inputs.Select((a, i) => Row(i, j => GaussianKernel.Distance(a, inputs[j])))];
        _products = [.. inputs.Select((a, i) => Row(i, j => TensorPrimitives.Dot<float>(a, inputs[j])))];
    }

    public int Count => _distances.Length;

    /// <summary>Of rows i ≥ j.</summary>
    public double Distance(int i, int j) => _distances[i][j];

    /// <summary>Of rows i ≥ j.</summary>
    public double Product(int i, int j) => _products[i][j];

    private static double[] Row(int i, Func<int, double> measure)
    {
        var row = new double[i + 1];
        for (var j = 0; j <= i; j++)
        {
            row[j] = measure(j);
        }

        return row;
    }
}
