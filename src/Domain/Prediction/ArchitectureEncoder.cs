using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Prediction;

/// <summary>
/// The predictor's encoder: architecture encoding → embedding. It is pre-trained through a proxy head on MACs and
/// parameters, which cost nothing to label (FBNetV3 §3.2, "pre-training the embedding").
/// </summary>
internal sealed class ArchitectureEncoder
{
    private const int Hidden = 64;
    private const int Embedding = 32;
    private const int ProxyTargets = 2;
    private const int Epochs = 20;
    private const int Batch = 32;
    private const float LearningRate = 3e-3f;

    private ArchitectureEncoder(Perceptron network) => Network = network;

    public Perceptron Network { get; }

    /// <param name="encoding">Encodes the architecture part.</param>
    /// <param name="examples">Random architectures with their costs; empty to leave the encoder untrained.</param>
    /// <param name="random">Initial weights and the order of the examples.</param>
    public static ArchitectureEncoder Pretrain(
        SpaceEncoder encoding,
        IReadOnlyList<ProxyExample> examples,
        Random random
    )
    {
        var network = new Perceptron([encoding.Width, Hidden, Embedding], activateLast: true, random);
        if (examples.Count > 0)
        {
            Train(network, encoding, examples, random);
        }

        return new(network);
    }

    private static void Train(
        Perceptron network,
        SpaceEncoder encoding,
        IReadOnlyList<ProxyExample> examples,
        Random random
    )
    {
        var head = new Perceptron([network.Outputs, ProxyTargets], activateLast: false, random);
        var inputs = examples.Select(example => Encoded(encoding, example.Configuration)).ToArray();
        var targets = Targets(examples);
        var order = Enumerable.Range(0, inputs.Length).ToArray();
        Span<float> error = stackalloc float[ProxyTargets];
        var gradient = new float[network.Outputs];
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(order);
            for (var start = 0; start < order.Length; start += Batch)
            {
                var end = Math.Min(order.Length, start + Batch);
                foreach (var index in order.AsSpan(start, end - start))
                {
                    var embedding = network.Forward(inputs[index]);
                    var output = head.Forward(embedding);
                    for (var i = 0; i < ProxyTargets; i++)
                    {
                        error[i] = Huber.Gradient(output[i] - targets[index][i]);
                    }

                    head.Backward(embedding, error, gradient);
                    network.Backward(inputs[index], gradient, []);
                }

                head.Step(LearningRate, end - start);
                network.Step(LearningRate, end - start);
            }
        }
    }

    private static float[] Encoded(SpaceEncoder encoding, Configuration configuration)
    {
        var target = new float[encoding.Width];
        encoding.Encode(configuration, target);
        return target;
    }

    private static float[][] Targets(IReadOnlyList<ProxyExample> examples)
    {
        var macs = examples.Select(example => Math.Log(1 + example.Macs)).ToArray();
        var parameters = examples.Select(example => Math.Log(1 + example.Params)).ToArray();
        var (macScale, parameterScale) = (Scaler.Of(macs), Scaler.Of(parameters));
        return [.. macs.Select((value, i) => new[] { macScale.Scale(value), parameterScale.Scale(parameters[i]) })];
    }
}
