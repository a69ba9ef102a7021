using NasCluster.Domain.Architectures;

namespace NasCluster.Dashboard.Networks;

/// <summary>A block in a few words.</summary>
internal static class BlockKind
{
    public static string Of(Network block)
    {
        var layers = block.Nodes.Select(node => node.Layer).ToList();
        var convolutions = layers.OfType<Conv2d>().ToList();
        var spatial = convolutions.Where(conv => conv.Kernel.Height > 1 || conv.Kernel.Width > 1).ToList();
        var main = spatial.Count > 0 ? spatial[0] : convolutions.FirstOrDefault();
        var parts = new List<string>();
        if (main is not null)
        {
            parts.Add($"{NameOf(main, convolutions.Count)} {main.Kernel.Height}×{main.Kernel.Width}");
            if (main.Stride > 1)
            {
                parts.Add($"stride {main.Stride}");
            }

            if (main.Dilation > 1)
            {
                parts.Add($"dilation {main.Dilation}");
            }
        }

        AddExtras(parts, layers);
        return parts.Count > 0 ? string.Join(", ", parts) : LayerView.Word(layers[^1]);
    }

    private static string NameOf(Conv2d conv, int convolutions) =>
        conv switch
        {
            { Groups: > 1 } when conv.Groups == conv.InChannels => convolutions > 1 ? "inverted residual" : "depthwise",
            { Groups: > 1 } => "grouped convolution",
            _ => "convolution",
        };

    private static void AddExtras(List<string> parts, List<Layer> layers)
    {
        if (layers.Exists(layer => layer is ScaleLayer))
        {
            parts.Add("squeeze-excite");
        }

        if (layers.Exists(layer => layer is AddLayer))
        {
            parts.Add("skip");
        }

        if (layers.Exists(layer => layer is Linear))
        {
            parts.Add("linear");
        }
    }
}
