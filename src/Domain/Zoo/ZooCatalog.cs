using System.Collections.Frozen;
using System.Collections.Immutable;
using NasCluster.Domain.Architectures;

namespace NasCluster.Domain.Zoo;

/// <summary>All networks by name; a new one is one line in its family's list, a new family one line here.</summary>
public static class ZooCatalog
{
    private static readonly ImmutableArray<ZooModel> All =
    [
        .. EfficientNetV1.Models,
        .. EfficientNetV2.Models,
        .. FbNetV1.Models,
        .. FbNetV2.Models,
        .. FbNetV3.Models,
        .. GhostNets.Models,
        .. EspNetV2.Models,
        .. EspNets.Models,
        .. MobileNets.Models,
    ];

    private static readonly FrozenDictionary<string, ZooModel> ByName = All.ToFrozenDictionary(
        model => model.Name,
        StringComparer.Ordinal
    );

    /// <summary>The published networks, in the order of their families.</summary>
    public static ImmutableArray<ZooModel> Models => All;

    /// <summary>Those that answer with a class for the image.</summary>
    public static IEnumerable<ZooModel> Classifiers => All.Where(model => model.Task == LearningTask.Classification);

    /// <summary>
    /// A network by its name, an alias of another code base (underscores, "mobilecv_fbnet_a", "mobilenet_v2") or, in the
    /// families that scale, any width ("ghostnet-0.75") and any depths ("espnet-p2-q5").
    /// </summary>
    public static ZooModel? Find(string name)
    {
        var key = ZooAliases.Normalise(name);
        return ByName.GetValueOrDefault(key)
            ?? EspNets.Find(key)
            ?? GhostNets.Find(key)
            ?? EspNetV2.Find(key)
            ?? MobileNets.Find(key);
    }
}
