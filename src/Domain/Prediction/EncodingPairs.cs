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

    private EncodingPairs(double[][] distances, double[][] products) => (_distances, _products) = (distances, products);

    public int Count => _distances.Length;

    /// <summary>Of rows i ≥ j.</summary>
    public double Distance(int i, int j) => _distances[i][j];

    /// <summary>Of rows i ≥ j.</summary>
    public double Product(int i, int j) => _products[i][j];

    /// <summary>Of the same rows with further columns, whose squared distances are multiplied by a weight.</summary>
    public EncodingPairs Plus(EncodingPairs columns, double weight) =>
        new(Sum(_distances, columns._distances, weight), Sum(_products, columns._products, weight));

    private static double[][] Sum(double[][] values, double[][] others, double weight)
    {
        var sums = new double[values.Length][];
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] = new double[i + 1];
            TensorPrimitives.MultiplyAdd<double>(others[i], weight, values[i], sums[i]);
        }

        return sums;
    }

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
