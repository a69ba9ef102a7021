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
    private readonly ProcessMean _mean;

    private ProcessModel(float[][] inputs, (GaussianProcess, double)[] members)
    {
        _inputs = inputs;
        _members = members;
        _mean = new(inputs, members);
    }

    /// <param name="inputs">Encodings; at least one.</param>
    /// <param name="targets">One per row, of zero mean and unit spread.</param>
    public static ProcessModel Fit(float[][] inputs, double[] targets)
    {
        var few = Math.Min(inputs.Length, KernelRows);
        var (start, length) = (inputs.Length - few, few);
        var pairs = new EncodingPairs(inputs[start..]);
        var ranked = GaussianKernel
            .Grid.AsParallel()
            .AsOrdered()
            .Select(kernel => new GaussianProcess(pairs, targets[start..], kernel))
            .AsSequential()
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

    /// <summary>Expected target of each row.</summary>
    /// <param name="columns">Encodings, column by column.</param>
    /// <param name="stride">Rows of a column, a multiple of <see cref="Lanes.Count"/>.</param>
    /// <param name="means">One per row of the stride.</param>
    public void Means(ReadOnlySpan<float> columns, int stride, Span<double> means) => _mean.Of(columns, stride, means);

    /// <summary>Variance of the target of one point.</summary>
    public double Variance(ReadOnlySpan<float> input)
    {
        var distances = new double[_inputs.Length];
        var products = new double[_inputs.Length];
        for (var i = 0; i < _inputs.Length; i++)
        {
            distances[i] = GaussianKernel.Distance(_inputs[i], input);
            products[i] = TensorPrimitives.Dot(_inputs[i], input);
        }

        double square = TensorPrimitives.Dot(input, input),
            mean = 0,
            second = 0;
        foreach (var (process, weight) in _members)
        {
            var expected = process.Mean(distances, products);
            mean += weight * expected;
            second += weight * (process.Variance(distances, products, square) + expected * expected);
        }

        return Math.Max(0, second - mean * mean);
    }
}
