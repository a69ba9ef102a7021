namespace NasCluster.Domain.Prediction;

/// <summary>Dense layers with ReLU between them, and after the last one where it is asked for.</summary>
internal sealed class Perceptron
{
    private readonly DenseLayer[] _layers;
    private readonly float[][] _outputs;
    private readonly float[][] _gradients;
    private readonly bool _activateLast;

    /// <param name="sizes">Input width, hidden widths, output width.</param>
    /// <param name="activateLast">ReLU after the last layer too.</param>
    /// <param name="random">Source of the initial weights.</param>
    public Perceptron(ReadOnlySpan<int> sizes, bool activateLast, Random random)
        : this(Layers(sizes, random), activateLast) { }

    private Perceptron(DenseLayer[] layers, bool activateLast)
    {
        _layers = layers;
        _activateLast = activateLast;
        _outputs = Array.ConvertAll(layers, layer => new float[layer.Outputs]);
        _gradients = Array.ConvertAll(layers, layer => new float[layer.Outputs]);
    }

    public int Outputs => _layers[^1].Outputs;

    public Perceptron Copy() => new(Array.ConvertAll(_layers, layer => layer.Copy()), _activateLast);

    /// <summary>The output, valid until the next call.</summary>
    public ReadOnlySpan<float> Forward(ReadOnlySpan<float> input)
    {
        for (var i = 0; i < _layers.Length; i++)
        {
            _layers[i].Forward(i == 0 ? input : _outputs[i - 1], _outputs[i]);
            if (IsActivated(i))
            {
                Rectify(_outputs[i]);
            }
        }

        return _outputs[^1];
    }

    /// <summary>The outputs of many rows at once, to the bit as one by one. Safe for all threads.</summary>
    /// <param name="columns">Inputs, column by column.</param>
    /// <param name="stride">Rows of a column, a multiple of <see cref="Lanes.Count"/>.</param>
    /// <param name="outputs">Receives the outputs, column by column.</param>
    public void Forward(ReadOnlySpan<float> columns, int stride, Span<float> outputs)
    {
        var input = columns;
        for (var i = 0; i < _layers.Length; i++)
        {
            var size = _layers[i].Outputs * stride;
            var output = i == _layers.Length - 1 ? outputs[..size] : new float[size];
            _layers[i].Forward(input, stride, output);
            if (IsActivated(i))
            {
                Rectify(output);
            }

            input = output;
        }
    }

    /// <summary>Back-propagates the gradient of the output of the last <see cref="Forward(ReadOnlySpan{float})"/>.</summary>
    /// <param name="input">The input of that call.</param>
    /// <param name="outputGradient">Gradient of the loss by the output.</param>
    /// <param name="inputGradient">Receives the gradient by the input; empty where it is not needed.</param>
    public void Backward(ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient, Span<float> inputGradient)
    {
        outputGradient.CopyTo(_gradients[^1]);
        for (var i = _layers.Length - 1; i >= 0; i--)
        {
            if (IsActivated(i))
            {
                Mask(_gradients[i], _outputs[i]);
            }

            _layers[i]
                .Backward(i == 0 ? input : _outputs[i - 1], _gradients[i], i == 0 ? inputGradient : _gradients[i - 1]);
        }
    }

    public void Step(float learningRate, int batch)
    {
        foreach (var layer in _layers)
        {
            layer.Step(learningRate, batch);
        }
    }

    private static DenseLayer[] Layers(ReadOnlySpan<int> sizes, Random random)
    {
        var layers = new DenseLayer[sizes.Length - 1];
        for (var i = 0; i < layers.Length; i++)
        {
            layers[i] = new(sizes[i], sizes[i + 1], random);
        }

        return layers;
    }

    private static void Rectify(Span<float> values)
    {
        foreach (ref var value in values)
        {
            value = Math.Max(0, value);
        }
    }

    private static void Mask(Span<float> gradient, ReadOnlySpan<float> output)
    {
        for (var i = 0; i < gradient.Length; i++)
        {
            gradient[i] = output[i] > 0 ? gradient[i] : 0;
        }
    }

    private bool IsActivated(int layer) => layer < _layers.Length - 1 || _activateLast;
}
