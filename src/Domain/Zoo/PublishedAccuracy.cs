using System.Collections.Frozen;

namespace NasCluster.Domain.Zoo;

/// <summary>
/// What the authors say their networks reach: top-1 accuracy on ImageNet's validation images in per cent, at the
/// network's own image side and trained on ImageNet-1k alone unless it says otherwise.
/// </summary>
public static class PublishedAccuracy
{
    private static readonly FrozenDictionary<string, double> Top1 = new Dictionary<string, double>
    {
        // Tan and Le 2019, table 2, with AutoAugment.
        ["efficientnet-b0"] = 77.1,
        ["efficientnet-b1"] = 79.1,
        ["efficientnet-b2"] = 80.1,
        ["efficientnet-b3"] = 81.6,
        ["efficientnet-b4"] = 82.9,
        ["efficientnet-b5"] = 83.6,
        ["efficientnet-b6"] = 84.0,
        ["efficientnet-b7"] = 84.3,
        // The README of google/automl's efficientnetv2; XL after training on ImageNet-21k.
        ["efficientnetv2-b0"] = 78.7,
        ["efficientnetv2-b1"] = 79.8,
        ["efficientnetv2-b2"] = 80.5,
        ["efficientnetv2-b3"] = 82.1,
        ["efficientnetv2-s"] = 83.9,
        ["efficientnetv2-m"] = 85.2,
        ["efficientnetv2-l"] = 85.7,
        ["efficientnetv2-xl"] = 87.2,
        // Model infos of mobile-vision; Wu et al. 2019, table 4.
        ["fbnet-a"] = 73.3,
        ["fbnet-b"] = 74.5,
        ["fbnet-c"] = 75.2,
        ["fbnet-96"] = 50.4,
        ["fbnet-paper-a"] = 73.0,
        ["fbnet-paper-b"] = 74.1,
        ["fbnet-paper-c"] = 74.9,
        // Model infos of mobile-vision.
        ["fbnetv2-f1"] = 68.3,
        ["fbnetv2-f2"] = 71.0,
        ["fbnetv2-f3"] = 73.0,
        ["fbnetv2-f4"] = 75.8,
        ["fbnetv2-l1"] = 77.0,
        ["fbnetv2-l2"] = 78.2,
        ["fbnetv3-a0"] = 78.4,
        ["fbnetv3-a"] = 79.6,
        ["fbnetv3-b"] = 80.2,
        ["fbnetv3-c"] = 80.8,
        ["fbnetv3-d"] = 81.0,
        ["fbnetv3-e"] = 81.3,
        ["fbnetv3-f"] = 82.1,
        ["fbnetv3-g"] = 82.8,
        // Han et al. 2020, table 7; Tang et al. 2022, table 2.
        ["ghostnet-0.5"] = 66.2,
        ["ghostnet-1.0"] = 73.9,
        ["ghostnet-1.3"] = 75.7,
        ["ghostnetv2-1.0"] = 75.3,
        ["ghostnetv2-1.3"] = 76.9,
        ["ghostnetv2-1.6"] = 77.8,
        // The README of ESPNetv2.
        ["espnetv2-0.5"] = 57.7,
        ["espnetv2-1.0"] = 66.1,
        ["espnetv2-1.25"] = 67.9,
        ["espnetv2-1.5"] = 69.2,
        ["espnetv2-2.0"] = 72.1,
        // Sandler et al. 2018; Howard et al. 2019.
        ["mobilenetv2-1.0"] = 72.0,
        ["mobilenetv3-large"] = 75.2,
        ["mobilenetv3-small"] = 67.4,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Networks with a figure.</summary>
    public static IEnumerable<string> Names => Top1.Keys;

    /// <summary>Null where none is known; a network "tf-…" is the authors' own form of one of another code base.</summary>
    /// <param name="name">As <see cref="ZooModel.Name"/>.</param>
    public static double? Of(string name)
    {
        const string Own = "tf-";
        var published = name.StartsWith(Own, StringComparison.Ordinal) ? name[Own.Length..] : name;
        return Top1.TryGetValue(published, out var accuracy) ? accuracy : null;
    }
}
