using System.Text.Json.Nodes;
using NasCluster.Domain.Architectures;

namespace NasCluster.Training;

/// <summary>A network as one line of JSON, for bench/peers/torch_training.py to build the same.</summary>
internal static class NetworkText
{
    public static string Of(Network network, int batch, int threads, bool channelsLast) =>
        new JsonObject
        {
            ["input"] = new JsonArray(network.Input.Channels, network.Input.Height, network.Input.Width),
            ["batch"] = batch,
            ["threads"] = threads,
            ["channels_last"] = channelsLast,
            ["learning_rate"] = Recipes.LearningRate,
            ["weight_decay"] = Recipes.WeightDecay,
            ["params"] = network.Nodes.Sum(node => node.Layer.Parameters),
            ["nodes"] = new JsonArray([.. network.Nodes.Select(NodeOf)]),
        }.ToJsonString();

    private static JsonNode NodeOf(LayerNode node)
    {
        var text = LayerOf(node.Layer);
        text["inputs"] = new JsonArray([.. node.Inputs.Select(input => (JsonNode)input)]);
        return text;
    }

    private static JsonObject LayerOf(Layer layer) =>
        layer switch
        {
            Conv2d conv => new()
            {
                ["kind"] = "conv",
                ["in"] = conv.InChannels,
                ["out"] = conv.OutChannels,
                ["kernel"] = new JsonArray(conv.Kernel.Height, conv.Kernel.Width),
                ["stride"] = conv.Stride,
                ["padding"] = new JsonArray(conv.Padding.Height, conv.Padding.Width),
                ["dilation"] = conv.Dilation,
                ["groups"] = conv.Groups,
                ["bias"] = conv.Bias,
            },
            BatchNorm2d norm => new()
            {
                ["kind"] = "norm",
                ["channels"] = norm.Channels,
                ["epsilon"] = norm.Epsilon,
                ["momentum"] = norm.Momentum,
            },
            Linear linear => new()
            {
                ["kind"] = "linear",
                ["in"] = linear.InFeatures,
                ["out"] = linear.OutFeatures,
                ["bias"] = linear.Bias,
            },
            ActivationLayer activation => new() { ["kind"] = activation.Kind.ToString().ToLowerInvariant() },
            GlobalAveragePool => new() { ["kind"] = "mean" },
            FlattenLayer => new() { ["kind"] = "flatten" },
            ConcatLayer => new() { ["kind"] = "concat" },
            ChannelSlice slice => new() { ["kind"] = "slice", ["count"] = slice.Count },
            AddLayer => new() { ["kind"] = "add" },
            DropoutLayer { Rate: 0 } => new() { ["kind"] = "same" },
            _ => throw new NotSupportedException(layer.ToString()),
        };
}
