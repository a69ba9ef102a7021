using System.Globalization;
using NasCluster.Domain.Architectures;

namespace NasCluster.Trainer.Exporting.Weights;

/// <summary>Torchvision's names of EfficientNet's nodes, which we hold under timm's.</summary>
internal static class TorchvisionNames
{
    /// <summary>Our node → torchvision's.</summary>
    public static Dictionary<string, string> Of(Network network)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var block = "";
        var part = 0;
        var stages = 0;
        foreach (var node in network.Nodes.Where(node => node.Layer is Conv2d or BatchNorm2d))
        {
            var path = node.Name.Split('.');
            if (path.Length < 4 || path[0] != "blocks")
            {
                continue;
            }

            stages = int.Parse(path[1], CultureInfo.InvariantCulture) + 1;
            var own = $"features.{stages}.{path[2]}.block";
            part = own == block ? part : 0;
            block = own;
            var (role, step) = RoleOf(path, node.Layer);
            names[node.Name] = $"{block}.{part}.{role}";
            part += step;
        }

        names["conv_stem"] = "features.0.0";
        names["bn1"] = "features.0.1";
        names["conv_head"] = $"features.{stages + 1}.0";
        names["bn2"] = $"features.{stages + 1}.1";
        names["classifier"] = "classifier.1";
        return names;
    }

    // Each part ends with its normalisation, squeeze-and-excitation with its second convolution.
    private static (string Role, int Step) RoleOf(string[] path, Layer layer) =>
        path[^1] switch
        {
            "conv_reduce" => ("fc1", 0),
            "conv_expand" => ("fc2", 1),
            _ => layer is Conv2d ? ("0", 0) : ("1", 1),
        };
}
