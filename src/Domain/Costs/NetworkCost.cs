using NasCluster.Domain.Architectures;

namespace NasCluster.Domain.Costs;

/// <summary>What a network costs for one sample, computed from its description.</summary>
/// <param name="Params">Elements of all trained tensors, those of nodes that never run included.</param>
/// <param name="ParamsOfWeightTensors">The same without biases, slopes and normalisation (convolution and linear weights).</param>
/// <param name="LayersWithWeights">Convolutions and linear layers: the depth of the network.</param>
/// <param name="BufferElements">Running statistics.</param>
/// <param name="Macs">Multiply–accumulates of the nodes that run.</param>
/// <param name="ActivationElements">Sum of all running nodes' output elements.</param>
/// <param name="PeakActivationElements">Most elements alive at once when nodes run in order and results are freed after their last use.</param>
/// <param name="PooledElements">Elements that global mean pools read; some published FLOPs count them.</param>
/// <param name="OutputShape">Shape of the last node.</param>
public sealed record NetworkCost(
    long Params,
    long ParamsOfWeightTensors,
    int LayersWithWeights,
    long BufferElements,
    MacCount Macs,
    long ActivationElements,
    long PeakActivationElements,
    long PooledElements,
    TensorShape OutputShape
)
{
    private const long BytesPerElement = sizeof(float);

    /// <summary>Bytes of all activations of one sample in float32: what training keeps for the backward pass, roughly.</summary>
    public long ActivationBytes => ActivationElements * BytesPerElement;

    /// <summary>Estimate of the bytes inference of one sample needs in float32: tensors of the network and live activations.</summary>
    public long PeakMemoryBytes => (Params + BufferElements + PeakActivationElements) * BytesPerElement;

    /// <exception cref="InvalidNetworkException">Shapes do not fit.</exception>
    public static NetworkCost Of(Network network)
    {
        var shapes = network.Shapes();
        var live = network.Live();
        long parameters = 0,
            weights = 0,
            buffers = 0,
            conv = 0,
            transposed = 0,
            linear = 0,
            activations = 0,
            pooled = 0;
        var layers = 0;
        for (var i = 0; i < shapes.Length; i++)
        {
            var layer = network.Nodes[i].Layer;
            parameters += layer.Parameters;
            weights += layer.Weights;
            layers += layer.Weights > 0 ? 1 : 0;
            buffers += layer.Buffers;
            if (!live[i])
            {
                continue;
            }

            var input = network.InputOf(i, shapes);
            var macs = layer.Macs(input, shapes[i]);
            activations += shapes[i].Elements;
            conv += layer is Conv2d ? macs : 0;
            transposed += layer is ConvTranspose2d ? macs : 0;
            linear += layer is Linear ? macs : 0;
            pooled += layer is GlobalAveragePool ? input.Elements : 0;
        }

        return new(
            parameters,
            weights,
            layers,
            buffers,
            new(conv, transposed, linear),
            activations,
            PeakMemory.Of(network, shapes, live),
            pooled,
            shapes.IsEmpty ? network.Input : shapes[^1]
        );
    }
}
