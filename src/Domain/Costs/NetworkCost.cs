using System.Collections.Immutable;
using NasCluster.Domain.Architectures;

namespace NasCluster.Domain.Costs;

/// <summary>What a network costs for one sample, computed from its description.</summary>
/// <param name="Params">Elements of all trained tensors.</param>
/// <param name="ParamsOfWeightTensors">The same without biases and normalisation (convolution and linear weights).</param>
/// <param name="BufferElements">Running statistics.</param>
/// <param name="Macs">Multiply–accumulates.</param>
/// <param name="ActivationElements">Sum of all nodes' output elements.</param>
/// <param name="OutputShape">Shape of the last node.</param>
public sealed record NetworkCost(
    long Params,
    long ParamsOfWeightTensors,
    long BufferElements,
    MacCount Macs,
    long ActivationElements,
    TensorShape OutputShape
)
{
    /// <exception cref="InvalidNetworkException">Shapes do not fit.</exception>
    public static NetworkCost Of(Network network)
    {
        var shapes = network.Shapes();
        long parameters = 0,
            weights = 0,
            buffers = 0,
            conv = 0,
            linear = 0,
            activations = 0;
        for (var i = 0; i < shapes.Length; i++)
        {
            var layer = network.Nodes[i].Layer;
            parameters += layer.Parameters;
            buffers += layer.Buffers;
            activations += shapes[i].Elements;
            switch (layer)
            {
                case Conv2d c:
                    weights += c.Parameters - (c.Bias ? c.OutChannels : 0);
                    conv += c.Macs(shapes[i]);
                    break;
                case Linear l:
                    weights += l.Parameters - (l.Bias ? l.OutFeatures : 0);
                    linear += l.Macs(shapes[i]);
                    break;
            }
        }

        return new(parameters, weights, buffers, new(conv, 0, linear), activations, LastOf(network, shapes));
    }

    private static TensorShape LastOf(Network network, ImmutableArray<TensorShape> shapes) =>
        shapes.IsEmpty ? network.Input : shapes[^1];
}
