using System.Collections.Immutable;

namespace NasCluster.Domain.Architectures;

/// <summary>Writes a network description node by node and knows every shape on the way.</summary>
public sealed class NetworkBuilder(TensorShape input)
{
    private readonly List<LayerNode> _nodes = [];
    private readonly List<TensorShape> _shapes = [];

    /// <summary>Index of the node added last; the input before there is one.</summary>
    public int Last => _nodes.Count - 1;

    public TensorShape ShapeOf(int node) => node == Network.InputIndex ? input : _shapes[node];

    public int ChannelsOf(int node) => ShapeOf(node).Channels;

    public int Add(string name, Layer layer, params ImmutableArray<int> inputs)
    {
        var node = new LayerNode(name, layer, inputs);
        _shapes.Add(Network.OutputOf(node, [.. inputs.Select(ShapeOf)]));
        _nodes.Add(node);
        return Last;
    }

    /// <summary>Convolution without bias, batch normalisation and, where one is named, an activation.</summary>
    public int ConvNormAct(string name, int from, ConvSpec spec, Activation? activation)
    {
        var conv = Add($"{name}.conv", Conv2d.From(spec, ChannelsOf(from)), from);
        var norm = Add($"{name}.bn", new BatchNorm2d(spec.OutChannels), conv);
        return activation is { } kind ? Add($"{name}.act", new ActivationLayer(kind), norm) : norm;
    }

    public Network Build() => new(input, [.. _nodes]);
}
