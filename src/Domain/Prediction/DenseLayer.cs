using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NasCluster.Domain.Prediction;

/// <summary>A fully connected layer trained by Adam, one sample at a time with gradients summed over a batch.</summary>
/// <remarks>
/// All sums run in a fixed order (vectors are only used element by element), so that results do not depend on the width
/// of the machine's vector registers.
/// </remarks>
internal sealed class DenseLayer
{
    private const float Beta1 = 0.9f;
    private const float Beta2 = 0.999f;
    private const float Epsilon = 1e-8f;

    private readonly int _inputs;
    private readonly int _outputs;

    /// <summary>Inputs × outputs weights, then the biases.</summary>
    private readonly float[] _values;
    private readonly float[] _gradient;
    private readonly float[] _mean;
    private readonly float[] _square;
    private int _steps;

    public DenseLayer(int inputs, int outputs, Random random)
    {
        _inputs = inputs;
        _outputs = outputs;
        var count = (inputs + 1) * outputs;
        _values = new float[count];
        _gradient = new float[count];
        _mean = new float[count];
        _square = new float[count];
        var limit = MathF.Sqrt(6f / Math.Max(1, inputs));
        for (var i = 0; i < inputs * outputs; i++)
        {
            _values[i] = limit * (float)(2 * random.NextDouble() - 1);
        }
    }

    private DenseLayer(DenseLayer other)
    {
        _inputs = other._inputs;
        _outputs = other._outputs;
        _values = [.. other._values];
        _gradient = new float[other._gradient.Length];
        _mean = new float[other._mean.Length];
        _square = new float[other._square.Length];
    }

    public int Inputs => _inputs;

    public int Outputs => _outputs;

    /// <summary>The same weights with a fresh optimizer.</summary>
    public DenseLayer Copy() => new(this);

    public void Forward(ReadOnlySpan<float> input, Span<float> output)
    {
        Biases(_values).CopyTo(output);
        for (var i = 0; i < _inputs; i++)
        {
            if (input[i] != 0)
            {
                TensorPrimitives.MultiplyAdd(Row(_values, i), input[i], output, output);
            }
        }
    }

    /// <summary>The same for many rows at once, to the bit.</summary>
    /// <param name="columns">Inputs, column by column.</param>
    /// <param name="stride">Rows of a column, a multiple of <see cref="Lanes.Count"/>.</param>
    /// <param name="outputs">Receives the outputs, column by column.</param>
    public void Forward(ReadOnlySpan<float> columns, int stride, Span<float> outputs)
    {
        ref var input = ref MemoryMarshal.GetReference(columns);
        for (var output = 0; output < _outputs; output++)
        {
            for (var lane = 0; lane < stride; lane += Lanes.Count)
            {
                var sum = Vector256.Create(_values[_inputs * _outputs + output]);
                for (var i = 0; i < _inputs; i++)
                {
                    sum += Vector256.LoadUnsafe(ref input, (nuint)(i * stride + lane)) * _values[i * _outputs + output];
                }

                sum.StoreUnsafe(ref outputs[output * stride + lane]);
            }
        }
    }

    /// <summary>Adds to the gradient, and writes the gradient of the input where one is asked for.</summary>
    public void Backward(ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient, Span<float> inputGradient)
    {
        TensorPrimitives.Add(Biases(_gradient), outputGradient, Biases(_gradient));
        for (var i = 0; i < _inputs; i++)
        {
            if (input[i] != 0)
            {
                TensorPrimitives.MultiplyAdd(outputGradient, input[i], Row(_gradient, i), Row(_gradient, i));
            }

            if (!inputGradient.IsEmpty)
            {
                inputGradient[i] = OrderedDot(Row(_values, i), outputGradient);
            }
        }
    }

    /// <summary>One Adam step over the gradient summed since the last one; clears it.</summary>
    public void Step(float learningRate, int batch)
    {
        _steps++;
        var meanCorrection = 1 - MathF.Pow(Beta1, _steps);
        var squareCorrection = 1 - MathF.Pow(Beta2, _steps);
        for (var i = 0; i < _values.Length; i++)
        {
            var gradient = _gradient[i] / batch;
            _mean[i] = Beta1 * _mean[i] + (1 - Beta1) * gradient;
            _square[i] = Beta2 * _square[i] + (1 - Beta2) * gradient * gradient;
            _values[i] -=
                learningRate * (_mean[i] / meanCorrection) / (MathF.Sqrt(_square[i] / squareCorrection) + Epsilon);
        }

        Array.Clear(_gradient);
    }

    private static float OrderedDot(ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        var sum = 0f;
        for (var i = 0; i < first.Length; i++)
        {
            sum += first[i] * second[i];
        }

        return sum;
    }

    private Span<float> Row(float[] matrix, int input) => matrix.AsSpan(input * _outputs, _outputs);

    private Span<float> Biases(float[] matrix) => matrix.AsSpan(_inputs * _outputs, _outputs);
}
