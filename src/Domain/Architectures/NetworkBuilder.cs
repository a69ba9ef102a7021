using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace NasCluster.Domain.Architectures;

/// <summary>Writes a network description node by node and knows every shape on the way.</summary>
/// <param name="input">Shape of the input.</param>
/// <param name="secondInput">Shape of the image beside it, where there is one.</param>
public sealed class NetworkBuilder(TensorShape input, TensorShape? secondInput = null)
{
    private readonly List<LayerNode> _nodes = [];
    private readonly List<TensorShape> _shapes = [];

    /// <summary>Index of the node added last; the input before there is one.</summary>
    public int Last => _nodes.Count - 1;

    public TensorShape ShapeOf(int node) =>
        node switch
        {
            >= 0 => _shapes[node],
            Network.InputIndex => input,
            _ => secondInput ?? throw new InvalidNetworkException("The network has no second input."),
        };

    public int ChannelsOf(int node) => ShapeOf(node).Channels;

    public int Add(NodeName name, Layer layer, params ImmutableArray<int> inputs)
    {
        var node = new LayerNode(name, layer, inputs);
        var read = new TensorShape[inputs.Length];
        for (var i = 0; i < read.Length; i++)
        {
            read[i] = ShapeOf(inputs[i]);
        }

        _shapes.Add(Network.OutputOf(node, ImmutableCollectionsMarshal.AsImmutableArray(read)));
        _nodes.Add(node);
        return Last;
    }

    /// <summary>Convolution without bias, batch normalisation and, where one is named, an activation.</summary>
    public int ConvNormAct(NodeName name, int from, ConvSpec spec, Activation? activation)
    {
        var conv = Add(name.In("conv"), Conv2d.From(spec, ChannelsOf(from)), from);
        var norm = Add(name.In("bn"), new BatchNorm2d(spec.OutChannels), conv);
        return activation is { } kind ? Add(name.In("act"), new ActivationLayer(kind), norm) : norm;
    }

    /// <param name="auxiliary">Node of scores that training attaches a second loss to.</param>
    public Network Build(int? auxiliary = null) =>
        new(input, [.. _nodes], [.. _shapes]) { SecondInput = secondInput, Auxiliary = auxiliary };
}
