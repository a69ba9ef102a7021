using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NasCluster.Domain.Prediction;

/// <summary>
/// The weighted mean of Gaussian processes over the same rows as one function: a constant, a linear part, and for every row
/// one exponential of the distance to it. Kernels of shorter lengths are squares of it, squares of squares, and so on.
/// </summary>
internal sealed class ProcessMean
{
    private readonly int _width;
    private readonly int _powers;
    private readonly double _constant;
    private readonly double[] _linear;

    // Rows one after the other; for each of them one weight for every power of the exponential.
    private readonly float[] _inputs;
    private readonly double[] _weights;

    public ProcessMean(float[][] inputs, (GaussianProcess Process, double Weight)[] members)
    {
        _width = inputs[0].Length;
        _inputs = [.. inputs.SelectMany(input => input)];
        _linear = new double[_width];
        _powers = 1 + members.Max(member => member.Process.Kernel.Squarings);
        _weights = new double[inputs.Length * _powers];
        foreach (var (process, share) in members)
        {
            var kernel = process.Kernel;
            for (var i = 0; i < inputs.Length; i++)
            {
                var weight = share * process.Weights[i];
                _constant += weight;
                _weights[i * _powers + kernel.Squarings] += weight * (1 - kernel.LinearShare);
                for (var k = 0; k < _width; k++)
                {
                    _linear[k] += weight * kernel.LinearShare * inputs[i][k];
                }
            }
        }
    }

    /// <summary>Expected target of each row.</summary>
    /// <param name="columns">Encodings, column by column.</param>
    /// <param name="stride">Rows of a column, a multiple of <see cref="Lanes.Count"/>.</param>
    /// <param name="means">One per row of the stride.</param>
    public void Of(ReadOnlySpan<float> columns, int stride, Span<double> means)
    {
        ref var first = ref MemoryMarshal.GetReference(columns);
        for (var lane = 0; lane < stride; lane += Lanes.Count)
        {
            var (low, high) = Linear(ref first, stride, lane);
            for (var row = 0; row < _inputs.Length / _width; row++)
            {
                var (near, far) = Vector256.Widen(Distance(row, ref first, stride, lane));
                var weights = _weights.AsSpan(row * _powers, _powers);
                low += Fall(near, weights);
                high += Fall(far, weights);
            }

            low.StoreUnsafe(ref means[lane]);
            high.StoreUnsafe(ref means[lane + Vector256<double>.Count]);
        }
    }

    private static Vector256<double> Fall(Vector256<double> distance, ReadOnlySpan<double> weights)
    {
        var power = Vector256.Exp(distance * (-1 / GaussianKernel.Longest));
        var sum = power * weights[0];
        for (var i = 1; i < weights.Length; i++)
        {
            power *= power;
            sum += power * weights[i];
        }

        return sum;
    }

    private (Vector256<double> Low, Vector256<double> High) Linear(ref float columns, int stride, int lane)
    {
        var (low, high) = (Vector256.Create(_constant), Vector256.Create(_constant));
        for (var k = 0; k < _width; k++)
        {
            var (near, far) = Vector256.Widen(Vector256.LoadUnsafe(ref columns, (nuint)(k * stride + lane)));
            low += near * _linear[k];
            high += far * _linear[k];
        }

        return (low, high);
    }

    private Vector256<float> Distance(int row, ref float columns, int stride, int lane)
    {
        var sum = Vector256<float>.Zero;
        ReadOnlySpan<float> input = _inputs.AsSpan(row * _width, _width);
        for (var k = 0; k < input.Length; k++)
        {
            var difference = Vector256.LoadUnsafe(ref columns, (nuint)(k * stride + lane)) - Vector256.Create(input[k]);
            sum += difference * difference;
        }

        return sum;
    }
}
