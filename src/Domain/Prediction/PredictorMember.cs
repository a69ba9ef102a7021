namespace NasCluster.Domain.Prediction;

/// <summary>One network of the ensemble: a copy of the encoder, and an accuracy head over embedding and recipe.</summary>
internal sealed class PredictorMember
{
    private const int Hidden = 32;
    private const int MostEpochs = 50;
    private const int FewestEpochs = 5;
    private const int RowsOfMostEpochs = 1000;
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

    /// <summary>
    /// Trains the head with the encoder frozen for 50 epochs, then both with a lower rate for 50 more (FBNetV3 §3.2). Beyond
    /// a thousand rows epochs become fewer, so that the time of a fit grows no further until each half has only five.
    /// </summary>
    /// <param name="inputs">Architecture encoding followed by recipe encoding.</param>
    /// <param name="targets">Scaled accuracies.</param>
    /// <param name="random">Order of the rows.</param>
    public void Fit(float[][] inputs, float[] targets, Random random)
    {
        var order = Enumerable.Range(0, inputs.Length).ToArray();
        var epochs = Math.Clamp(MostEpochs * RowsOfMostEpochs / inputs.Length, FewestEpochs, MostEpochs);
        for (var epoch = 0; epoch < 2 * epochs; epoch++)
        {
            var tune = epoch >= epochs;
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

    /// <summary>Columns that <see cref="Predict(ReadOnlySpan{float}, int, Span{float}, Span{float})"/> needs to work with.</summary>
    public int Joined => _joined.Length;

    /// <summary>The predictions of many rows at once, to the bit as one by one. Safe for all threads.</summary>
    /// <param name="columns">Architecture encoding followed by recipe encoding, column by column.</param>
    /// <param name="stride">Rows of a column, a multiple of <see cref="Lanes.Count"/>.</param>
    /// <param name="joined">Room for <see cref="Joined"/> columns.</param>
    /// <param name="outputs">Receives one value per row of the stride.</param>
    public void Predict(ReadOnlySpan<float> columns, int stride, Span<float> joined, Span<float> outputs)
    {
        var embedding = _encoder.Outputs * stride;
        _encoder.Forward(columns, stride, joined);
        columns[(_architectureWidth * stride)..(_architectureWidth * stride + _joined.Length * stride - embedding)]
            .CopyTo(joined[embedding..]);
        _head.Forward(joined, stride, outputs);
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
