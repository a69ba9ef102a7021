using System.Collections.Frozen;

namespace NasCluster.Domain.Zoo;

/// <summary>Names other code bases give to the same networks.</summary>
internal static class ZooAliases
{
    private static readonly FrozenDictionary<string, string> Known = new Dictionary<string, string>
    {
        ["mobilenet-v2"] = "mobilenetv2-1.0",
        ["mobilenetv2"] = "mobilenetv2-1.0",
        ["mobilenetv2-100"] = "mobilenetv2-1.0",
        ["mobilenet-v3-large"] = "mobilenetv3-large",
        ["mobilenet-v3-small"] = "mobilenetv3-small",
        ["ghostnet-1"] = "ghostnet-1.0",
        ["ghostnet-050"] = "ghostnet-0.5",
        ["ghostnet-100"] = "ghostnet-1.0",
        ["ghostnet-130"] = "ghostnet-1.3",
        ["ghostnetv2-1"] = "ghostnetv2-1.0",
        ["ghostnetv2-100"] = "ghostnetv2-1.0",
        ["ghostnetv2-130"] = "ghostnetv2-1.3",
        ["ghostnetv2-160"] = "ghostnetv2-1.6",
        ["espnetv2-1"] = "espnetv2-1.0",
        ["espnetv2-2"] = "espnetv2-2.0",
        ["espnetv2-seg-1"] = "espnetv2-seg-1.0",
        ["espnetv2-seg-2"] = "espnetv2-seg-2.0",
        ["espnet"] = "espnet-p2-q3",
        ["espnet-c"] = "espnet-c-p2-q3",
        ["fbnetc-100"] = "timm-fbnetc-100",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string Normalise(string name)
    {
        var key = name.Trim().ToLowerInvariant().Replace('_', '-');
        key = key.StartsWith("mobilecv-", StringComparison.Ordinal) ? key["mobilecv-".Length..] : key;
        return Known.GetValueOrDefault(key, key);
    }
}
