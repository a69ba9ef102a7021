using System.Numerics.Tensors;

namespace NasCluster.Domain.Prediction;

/// <summary>
/// Gaussian processes over encoded configurations, averaged by how likely each kernel makes what was seen. With tens of
/// rows they order unseen candidates better than networks do, and they know how unsure they are.
/// </summary>
internal sealed class ProcessModel
{
    private const int KernelRows = 200;
    private const int MostKernels = 8;
    private const double LikelyWithin = 4;

    private readonly float[][] _inputs;
    private readonly (GaussianProcess Process, double Weight)[] _members;
    private readonly double[] _distances;
    private readonly double[] _products;

    private ProcessModel(float[][] inputs, (GaussianProcess, double)[] members)
    {
        _inputs = inputs;
        _members = members;
        _distances = new double[inputs.Length];
        _products = new double[inputs.Length];
    }

    /// <param name="inputs">Encodings; at least one.</param>
    /// <param name="targets">One per row, of zero mean and unit spread.</param>
    public static ProcessModel Fit(float[][] inputs, double[] targets)
    {
        var few = Math.Min(inputs.Length, KernelRows);
        var (start, length) = (inputs.Length - few, few);
        var pairs = new EncodingPairs(inputs[start..]);
        var ranked = GaussianKernel
            .Grid.Select(kernel => new GaussianProcess(pairs, targets[start..], kernel))
            .OrderByDescending(process => process.LogLikelihood)
            .Take(MostKernels)
            .ToList();
        var best = ranked[0].LogLikelihood;
        var likely = ranked.Where(process => process.LogLikelihood > best - LikelyWithin).ToList();
        var sum = likely.Sum(process => Math.Exp(process.LogLikelihood - best));
        var all = length < inputs.Length ? new EncodingPairs(inputs) : null;
        return new(
            inputs,
            [
                .. likely.Select(process =>
                    (
                        all is null ? process : new GaussianProcess(all, targets, process.Kernel),
                        Math.Exp(process.LogLikelihood - best) / sum
                    )
                ),
            ]
        );
    }

    /// <summary>Expected target.</summary>
    public double Mean(ReadOnlySpan<float> input)
    {
        Compare(input);
        return _members.Sum(member => member.Weight * member.Process.Mean(_distances, _products));
    }

    /// <summary>Expected target and its variance.</summary>
    public (double Mean, double Variance) Predict(ReadOnlySpan<float> input)
    {
        Compare(input);
        double square = TensorPrimitives.Dot(input, input),
            mean = 0,
            second = 0;
        foreach (var (process, weight) in _members)
        {
            var expected = process.Mean(_distances, _products);
            mean += weight * expected;
            second += weight * (process.Variance(_distances, _products, square) + expected * expected);
        }

        return (mean, Math.Max(0, second - mean * mean));
    }

    private void Compare(ReadOnlySpan<float> input)
    {
        for (var i = 0; i < _inputs.Length; i++)
        {
            _distances[i] = GaussianKernel.Distance(_inputs[i], input);
            _products[i] = TensorPrimitives.Dot(_inputs[i], input);
        }
    }
}
