using System.Globalization;
using NasCluster.Domain.Architectures;

namespace NasCluster.Domain.Latency;

/// <summary>One layer as a word: equal words take equal time on equal input shapes.</summary>
internal static class LayerNotation
{
    public static string Of(Layer layer) =>
        layer switch
        {
            Conv2d conv => OfConv(conv),
            ConvTranspose2d up => $"up{up.Kernel}/{up.Stride}:{up.InChannels}>{up.OutChannels}{(up.Bias ? "b" : "")}",
            BatchNorm2d => "bn",
            PReluLayer => "prelu",
            ActivationLayer act => act.Kind.ToString().ToLowerInvariant(),
            AveragePool2d pool => $"avg{pool.Kernel}/{pool.Stride}p{pool.Padding}",
            GlobalAveragePool => "mean",
            ConcatLayer => "cat",
            ChannelShuffle shuffle => $"shuffle{shuffle.Groups}",
            ChannelSlice slice => $"slice{slice.Count}",
            ResizeLayer resize =>
                $"{(resize.Mode == ResizeMode.Nearest ? "nearest" : "bilinear")}{resize.Height}x{resize.Width}",
            FlattenLayer => "flatten",
            AddLayer => "add",
            ScaleLayer => "scale",
            Linear linear => $"linear:{linear.InFeatures}>{linear.OutFeatures}{(linear.Bias ? "b" : "")}",
            // They do nothing in evaluation.
            DropoutLayer or ChannelDropoutLayer or DropPathLayer => "keep",
            _ => layer.GetType().Name,
        };

    private static string OfConv(Conv2d conv)
    {
        var padding =
            conv.Padding.IsSame ? "same"
            : conv.Padding.Height == conv.Padding.Width ? Text(conv.Padding.Height)
            : $"{conv.Padding.Height}x{conv.Padding.Width}";
        var groups = conv.Groups > 1 ? $"g{conv.Groups}" : "";
        var dilation = conv.Dilation > 1 ? $"d{conv.Dilation}" : "";
        var bias = conv.Bias ? "b" : "";
        return $"conv{conv.Kernel}/{conv.Stride}p{padding}{groups}{dilation}:{conv.InChannels}>{conv.OutChannels}{bias}";
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
