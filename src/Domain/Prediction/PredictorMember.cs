namespace NasCluster.Domain.Prediction;

/// <summary>One network of the ensemble: a copy of the encoder, and an accuracy head over embedding and recipe.</summary>
internal sealed class PredictorMember
{
    private const int Hidden = 32;
    private const int FrozenEpochs = 50;
    private const int TunedEpochs = 50;
    private const int Batch = 8;
    private const float FrozenRate = 5e-3f;
    private const float TunedRate = 5e-4f;

    private readonly Perceptron _encoder;
    private readonly Perceptron _head;
    private readonly int _architectureWidth;
    private readonly float[] _joined;
    private readonly float[] _gradient;

    public PredictorMember(Perceptron encoder, int architectureWidth, int recipeWidth, Random random)
    {
        _encoder = encoder.Copy();
        _architectureWidth = architectureWidth;
        _joined = new float[encoder.Outputs + recipeWidth];
        _gradient = new float[_joined.Length];
        _head = new([_joined.Length, Hidden, 1], activateLast: false, random);
    }

    /// <summary>Trains the head with the encoder frozen, then both with a lower rate (FBNetV3 §3.2).</summary>
    /// <param name="inputs">Architecture encoding followed by recipe encoding.</param>
    /// <param name="targets">Scaled accuracies.</param>
    /// <param name="random">Order of the rows.</param>
    public void Fit(float[][] inputs, float[] targets, Random random)
    {
        var order = Enumerable.Range(0, inputs.Length).ToArray();
        for (var epoch = 0; epoch < FrozenEpochs + TunedEpochs; epoch++)
        {
            var tune = epoch >= FrozenEpochs;
            random.Shuffle(order);
            for (var start = 0; start < order.Length; start += Batch)
            {
                var rows = order.AsSpan(start, Math.Min(Batch, order.Length - start));
                Step(rows, inputs, targets, tune);
            }
        }
    }

    public float Predict(ReadOnlySpan<float> input)
    {
        _encoder.Forward(input[.._architectureWidth]).CopyTo(_joined);
        input[_architectureWidth..].CopyTo(_joined.AsSpan(_encoder.Outputs));
        return _head.Forward(_joined)[0];
    }

    private void Step(ReadOnlySpan<int> rows, float[][] inputs, float[] targets, bool tune)
    {
        Span<float> error = stackalloc float[1];
        foreach (var row in rows)
        {
            error[0] = Huber.Gradient(Predict(inputs[row]) - targets[row]);
            _head.Backward(_joined, error, tune ? _gradient : []);
            if (tune)
            {
                _encoder.Backward(inputs[row].AsSpan(0, _architectureWidth), _gradient.AsSpan(0, _encoder.Outputs), []);
            }
        }

        _head.Step(tune ? TunedRate : FrozenRate, rows.Length);
        if (tune)
        {
            _encoder.Step(TunedRate, rows.Length);
        }
    }
}
