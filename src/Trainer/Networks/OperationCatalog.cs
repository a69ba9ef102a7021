using NasCluster.Domain.Architectures;
using TorchSharp;
using static TorchSharp.torch.nn;

namespace NasCluster.Trainer.Networks;

/// <summary>The Torch side of every layer type; a new one is one line here.</summary>
internal static class OperationCatalog
{
    private static readonly long[] MapAxes = [2, 3];

    /// <param name="node">A node of the description.</param>
    /// <param name="tensors">Where the node declares its tensors.</param>
    /// <param name="style">How it is computed.</param>
    /// <exception cref="InvalidNetworkException">There is no such operation.</exception>
    public static Operation Create(LayerNode node, TensorStore tensors, OperationStyle style) =>
        node.Layer switch
        {
            Conv2d conv => ConvOperation.Create(node.Name, conv, tensors, style.ComputeType),
            ConvTranspose2d conv => ConvTransposeOperation.Create(node.Name, conv, tensors, style.ComputeType),
            BatchNorm2d norm => NormOperation.Create(node.Name, norm, tensors, style),
            Linear linear => LinearOperation.Create(node.Name, linear, tensors, style.ComputeType),
            ActivationLayer layer => ActivationOperation.Create(node.Name, layer.Kind),
            PReluLayer prelu => MapOperations.PRelu(node.Name, prelu, tensors),
            GlobalAveragePool => (inputs, _) => inputs[0].mean(MapAxes, keepdim: true),
            AveragePool2d pool => MapOperations.Pool(pool),
            ConcatLayer => (inputs, _) => torch.cat(inputs, 1),
            ChannelShuffle shuffle => MapOperations.Shuffle(shuffle.Groups),
            ChannelSlice slice => (inputs, _) => inputs[0].narrow(1, 0, slice.Count),
            ResizeLayer resize => MapOperations.Resize(resize),
            FlattenLayer => (inputs, _) => inputs[0].flatten(1),
            AddLayer => (inputs, _) => inputs[0].Plus(inputs[1]),
            ScaleLayer => (inputs, _) => inputs[0].mul(inputs[1]),
            DropoutLayer drop => (inputs, training) => functional.dropout(inputs[0], drop.Rate, training),
            ChannelDropoutLayer drop => (inputs, training) => functional.dropout2d(inputs[0], drop.Rate, training),
            DropPathLayer drop => DropPathOperation.Create(node.Name, drop.Rate),
            _ => throw new InvalidNetworkException(node.Name, $"no Torch operation for {node.Layer.GetType().Name}"),
        };
}
