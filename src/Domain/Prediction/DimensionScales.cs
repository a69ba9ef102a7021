namespace NasCluster.Domain.Prediction;

/// <summary>
/// How much each dimension's distances count in a Gaussian process: automatic relevance determination (MacKay 1994, Neal
/// 1996) in one pass over the dimensions. Of many dimensions most tell nothing of tens of rows, and without it these make
/// all rows look equally far apart.
/// </summary>
internal sealed class DimensionScales
{
    private const int MostRows = 100;
    private const double LeastGain = 1;
    private const double Length = 2;

    // Dimensions that tell nothing count this much together.
    private const double SumOfStart = 0.8;

    // What the squared distances of a dimension that tells something are multiplied by.
    private static readonly double[] Weights = [0.3, 1, 3];
    private static readonly double[] Noises = [0.05, 0.2, 0.5];

    private readonly double[] _targets;
    private readonly EncodingPairs[] _parts;
    private readonly double[] _weights;
    private EncodingPairs _pairs;
    private double _likelihood;
    private double _noise;

    private DimensionScales(float[][] inputs, double[] targets, IReadOnlyList<int> widths)
    {
        _targets = targets;
        _parts = [.. PartsOf(inputs, widths)];
        _weights = new double[widths.Count];
        var start = SumOfStart / widths.Count;
        Array.Fill(_weights, start);
        var all = new EncodingPairs(inputs);
        _pairs = all.Plus(all, start - 1);
        (_likelihood, _noise) = Noises.Select(noise => (Likelihood(_pairs, noise), noise)).Max();
    }

    /// <summary>What the numbers of each dimension are to be multiplied by.</summary>
    /// <param name="inputs">Encodings; at least one.</param>
    /// <param name="targets">One per row, of zero mean and unit spread.</param>
    /// <param name="widths">Columns of each dimension, one after the other.</param>
    public static float[] Of(float[][] inputs, double[] targets, IReadOnlyList<int> widths)
    {
        var first = Math.Max(0, inputs.Length - MostRows);
        var scales = new DimensionScales(inputs[first..], targets[first..], widths);
        scales.RaiseAll();
        return Array.ConvertAll(scales._weights, weight => (float)Math.Sqrt(weight));
    }

    private static IEnumerable<EncodingPairs> PartsOf(float[][] inputs, IReadOnlyList<int> widths)
    {
        var start = 0;
        foreach (var width in widths)
        {
            var columns = start..(start + width);
            yield return new(Array.ConvertAll(inputs, input => input[columns]));
            start += width;
        }
    }

    // What tells most by itself comes first: of dimensions that say the same one is enough.
    private void RaiseAll()
    {
        var order = Enumerable.Range(0, _parts.Length).OrderByDescending(i => Raised(i, 1).Likelihood).ToList();
        order.ForEach(Raise);
    }

    private void Raise(int dimension)
    {
        var best = Weights.Select(weight => Raised(dimension, weight)).MaxBy(raised => raised.Likelihood);
        if (best.Likelihood > _likelihood + LeastGain)
        {
            (_pairs, _weights[dimension]) = (best.Pairs, best.Weight);
            // What is told by one dimension more is no noise.
            (_likelihood, _noise) = Noises.Select(noise => (Likelihood(_pairs, noise), noise)).Max();
        }
    }

    private (EncodingPairs Pairs, double Weight, double Likelihood) Raised(int dimension, double weight)
    {
        var pairs = _pairs.Plus(_parts[dimension], weight - _weights[dimension]);
        return (pairs, weight, Likelihood(pairs, _noise));
    }

    private double Likelihood(EncodingPairs pairs, double noise) =>
        new GaussianProcess(pairs, _targets, new(LinearShare: 0, Length, noise)).LogLikelihood;
}
