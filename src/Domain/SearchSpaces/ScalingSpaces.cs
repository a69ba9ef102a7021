using System.Collections.Immutable;
using NasCluster.Domain.Zoo;

namespace NasCluster.Domain.SearchSpaces;

/// <summary>Spaces of a given network: what it is scaled by, or only the recipe it is trained with.</summary>
internal static class ScalingSpaces
{
    private static readonly ImmutableArray<ParameterValue> MbConv = ["mbconv-se"];

    public static IEnumerable<SearchSpace> All() => [EfficientNet(), Small(), AutoTrain()];

    /// <summary>EfficientNet-B0 and what scales it; its compound family is searched with "compound-scaling".</summary>
    private static SearchSpace EfficientNet() =>
        new(
            "efficientnet-scaling",
            "zoo",
            [
                SpaceDimensions.Choice("network", SpacePart.Architecture, "efficientnet-b0"),
                .. Multipliers(deepest: 4, widest: 2.5, 128, 640),
                .. Recipe(),
            ]
        );

    /// <summary>A baseline of MBConv stages for images of about 28 pixels, and what scales it.</summary>
    private static SearchSpace Small()
    {
        var baseline = new BlockSpace("", MbConv)
        {
            Resolutions = [28],
            Stem = (16, 16, 1),
            StemStride = 1,
            Head = (96, 96, 1),
            Stages =
            [
                Stage(width: 16, depth: 1, expansion: 1, stride: 1),
                Stage(width: 24, depth: 1, expansion: 4, stride: 2),
                Stage(width: 48, depth: 2, expansion: 4, stride: 2),
            ],
        }.Create();
        return baseline with
        {
            Name = "efficientnet-scaling-small",
            Dimensions =
            [
                .. baseline.Dimensions.Where(dimension => dimension.Name != "resolution"),
                .. Multipliers(deepest: 4, widest: 3, 16, 64),
            ],
        };
    }

    /// <summary>AutoTrain (FBNetV3 §3.5): the recipe alone, for any classification network of the zoo.</summary>
    private static SearchSpace AutoTrain() =>
        new(
            "auto-train",
            "zoo",
            [
                SpaceDimensions.Choice(
                    "network",
                    SpacePart.Architecture,
                    [.. ZooCatalog.Classifiers.Select(model => (ParameterValue)model.Name)]
                ),
                .. Recipe(),
            ]
        );

    private static StageSpace Stage(int width, int depth, int expansion, int stride) =>
        new(width, width, 1, depth, depth, stride) { Kernels = [3], Expansions = [expansion] };

    private static IEnumerable<Dimension> Multipliers(double deepest, double widest, int minSide, int maxSide) =>
        [
            Multiplier("depthMultiplier", deepest),
            Multiplier("widthMultiplier", widest),
            SpaceDimensions.Range("resolution", minSide, maxSide, step: 1),
        ];

    private static RealDimension Multiplier(string name, double most) =>
        SpaceDimensions.Real(name, 1, most) with
        {
            Part = SpacePart.Architecture,
        };

    // The networks of the zoo have no stochastic depth.
    private static IEnumerable<Dimension> Recipe() =>
        SpaceDimensions.Recipe().Where(dimension => dimension.Name != "stochasticDepth");
}
