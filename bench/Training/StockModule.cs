using NasCluster.Domain.Architectures;
using TorchSharp;
using static TorchSharp.torch.nn;
using Tensor = TorchSharp.torch.Tensor;

namespace NasCluster.Training;

/// <summary>A network description built of TorchSharp's own modules, as anybody would write it.</summary>
internal sealed class StockModule : Module<Tensor, Tensor>
{
    private static readonly long[] MapAxes = [2, 3];
    private readonly Network _network;
    private readonly List<Func<Tensor[], Tensor>> _layers;

    public StockModule(Network network)
        : base(nameof(StockModule))
    {
        _network = network;
        _layers = [.. network.Nodes.Select((node, i) => LayerOf(node.Layer, $"layer{i}"))];
    }

    public override Tensor forward(Tensor input)
    {
        var results = new Tensor[_layers.Count];
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = _layers[i]([.. _network.Nodes[i].Inputs.Select(place => place < 0 ? input : results[place])]);
        }

        return results[^1];
    }

    private Func<Tensor[], Tensor> LayerOf(Layer layer, string name) =>
        layer switch
        {
            Domain.Architectures.Conv2d conv => Own(name, ConvOf(conv)),
            Domain.Architectures.BatchNorm2d norm => Own(name, BatchNorm2d(norm.Channels, norm.Epsilon, norm.Momentum)),
            Domain.Architectures.Linear linear => Own(name, Linear(linear.InFeatures, linear.OutFeatures, linear.Bias)),
            ActivationLayer { Kind: Activation.Relu } => inputs => functional.relu(inputs[0]),
            ActivationLayer { Kind: Activation.HardSwish } => inputs => functional.hardswish(inputs[0]),
            ActivationLayer { Kind: Activation.Swish } => inputs => functional.silu(inputs[0]),
            GlobalAveragePool => inputs => inputs[0].mean(MapAxes, keepdim: true),
            FlattenLayer => inputs => inputs[0].flatten(1),
            ConcatLayer => inputs => torch.cat(inputs, 1),
            ChannelSlice slice => inputs => inputs[0].narrow(1, 0, slice.Count),
            AddLayer => inputs => inputs[0] + inputs[1],
            DropoutLayer { Rate: 0 } => inputs => inputs[0],
            _ => throw new NotSupportedException(layer.ToString()),
        };

    private Func<Tensor[], Tensor> Own(string name, Module<Tensor, Tensor> module)
    {
        register_module(name, module);
        var flattens = module is TorchSharp.Modules.Linear;
        return inputs => module.forward(flattens ? inputs[0].flatten(1) : inputs[0]);
    }

    private static Module<Tensor, Tensor> ConvOf(Domain.Architectures.Conv2d conv) =>
        Conv2d(
            conv.InChannels,
            conv.OutChannels,
            (conv.Kernel.Height, conv.Kernel.Width),
            (conv.Stride, conv.Stride),
            (conv.Padding.Height, conv.Padding.Width),
            (conv.Dilation, conv.Dilation),
            groups: conv.Groups,
            bias: conv.Bias
        );
}
