using System.Collections.Immutable;

namespace NasCluster.Domain.SearchSpaces;

/// <summary>
/// The spaces of the article's systems at ImageNet size and, with the suffix "-small", for images of 28 to 32 pixels. All
/// are joint: the recipe is searched with the architecture.
/// </summary>
internal static class PaperSpaces
{
    private static readonly ImmutableArray<ParameterValue> ImageNet = [224];
    private static readonly ImmutableArray<ParameterValue> Open = [false, true];
    private static readonly ImmutableArray<ParameterValue> Words = ["relu", "hswish"];
    private static readonly ImmutableArray<ParameterValue> Any =
    [
        "mbconv",
        "mbconv-se",
        "fused-mbconv",
        "fbnet",
        "ghost",
        "ghost-v2",
        "esp",
        "eesp",
        "skip",
    ];

    // FBNet V2, P space: expansion 0.75 to 4.5 in steps of 0.75.
    private static readonly ImmutableArray<ParameterValue> MaskedExpansions = [0.75, 1.5, 2.25, 3, 3.75, 4.5];

    public static IEnumerable<SearchSpace> All() =>
        [
            Layers("fbnet-v1", "imagenet", layers: 22, ImageNet),
            Layers("fbnet-v1-small", "small", layers: 9, [28, 32]),
            FbNetV3(),
            .. Pair(
                "fbnet-v2",
                ["fbnet"],
                stage => stage with { Expansions = MaskedExpansions, Squeezes = Open, Activations = Words }
            ),
            // Stage widths are reused from the backbone, not searched; the large ones' lowest are those of B0.
            .. Pair(
                "efficientnet-v2",
                ["mbconv-se", "fused-mbconv"],
                stage => stage with { Expansions = [1, 4, 6], MaxWidth = stage.MinWidth }
            ),
            .. Pair("mnasnet-like", ["mbconv", "mbconv-se"], stage => stage with { Expansions = [3, 6] }),
            .. Pair("ghost", ["ghost"], stage => stage with { Squeezes = Open }),
            .. Pair("ghost-v2", ["ghost-v2"], stage => stage with { Squeezes = Open }),
            .. Pair("esp", ["esp", "eesp"], stage => stage),
            .. Pair(
                "mixed",
                Any,
                stage => stage with { Expansions = [1, 2, 4, 6], Squeezes = Open, Activations = Words }
            ),
        ];

    private static SearchSpace[] Pair(
        string name,
        ImmutableArray<ParameterValue> blocks,
        Func<StageSpace, StageSpace> change
    ) => [Large(name, blocks, change).Create(), Small($"{name}-small", blocks, change).Create()];

    private static BlockSpace Large(
        string name,
        ImmutableArray<ParameterValue> blocks,
        Func<StageSpace, StageSpace> change
    ) =>
        new(name, blocks)
        {
            Resolutions = [192, 224, 256],
            Stem = (16, 32, 8),
            StemStride = 2,
            Head = (1280, 1920, 128),
            Stages =
            [
                change(new(16, 32, 16, 1, 2, Stride: 1)),
                change(new(32, 48, 16, 2, 4, Stride: 2)),
                change(new(48, 80, 16, 2, 4, Stride: 2)),
                change(new(96, 160, 16, 2, 6, Stride: 2)),
                change(new(112, 192, 16, 2, 8, Stride: 1)),
                change(new(192, 320, 32, 2, 8, Stride: 2)),
            ],
        };

    private static BlockSpace Small(
        string name,
        ImmutableArray<ParameterValue> blocks,
        Func<StageSpace, StageSpace> change
    ) =>
        new(name, blocks)
        {
            Resolutions = [20, 24, 28, 32],
            Stem = (16, 32, 16),
            StemStride = 1,
            Head = (96, 256, 32),
            Stages =
            [
                change(new(16, 32, 16, 1, 3, Stride: 2)),
                change(new(32, 64, 16, 1, 3, Stride: 2)),
                change(new(48, 96, 16, 1, 2, Stride: 1)),
            ],
        };

    // FBNetV3, table of the search space; the pooling head's width is fixed there.
    private static SearchSpace FbNetV3() =>
        new BlockSpace("fbnet-v3", ["fbnet"])
        {
            Resolutions = [224, 232, 240, 248, 256, 264, 272],
            Recipe = FbNetV3Recipe(),
            Stem = (16, 24, 2),
            StemStride = 2,
            Head = (1984, 1984, 1),
            Stages =
            [
                new(16, 24, 2, 1, 4, Stride: 1) { Expansions = [1] },
                Row(20, 32, 4, 7, stride: 2, squeeze: false),
                Row(24, 48, 4, 7, stride: 2, squeeze: true),
                Row(56, 84, 4, 8, stride: 2, squeeze: false),
                Row(96, 144, 6, 10, stride: 1, squeeze: true),
                Row(180, 224, 5, 9, stride: 2, squeeze: true),
                new(180, 224, 4, 1, 1, Stride: 1) { Expansions = [6], Squeezes = [true] },
            ],
        }.Create();

    private static StageSpace Row(int min, int max, int minDepth, int maxDepth, int stride, bool squeeze) =>
        new(min, max, 4, minDepth, maxDepth, stride)
        {
            Expansions = [2, 3, 4, 5],
            FirstExpansions = [4, 5, 6, 7],
            Squeezes = [squeeze],
        };

    // FBNetV3, the training recipe's ranges; SGD's learning rate is four times RMSProp's.
    private static IEnumerable<Dimension> FbNetV3Recipe()
    {
        yield return SpaceDimensions.Choice("optimizer", SpacePart.Recipe, "rmsprop", "sgd");
        yield return SpaceDimensions.Real("learningRate", 0.02, 0.03) with
        {
            When = new("optimizer", ["rmsprop"]),
        };
        yield return SpaceDimensions.Real("sgdLearningRate", 0.08, 0.12) with
        {
            When = new("optimizer", ["sgd"]),
        };
        yield return SpaceDimensions.Real("weightDecay", 7e-6, 21e-6);
        yield return SpaceDimensions.Real("dropout", 0.01, 0.31);
        yield return SpaceDimensions.Real("stochasticDepth", 0.1, 0.31);
        yield return SpaceDimensions.Real("mixup", 0, 0.41);
        yield return SpaceDimensions.Choice("ema", SpacePart.Recipe, false, true);
    }

    private static SearchSpace Layers(string name, string macro, int layers, ImmutableArray<ParameterValue> sides) =>
        new(
            name,
            "fbnet-v1-layers",
            [
                SpaceDimensions.Ordinal("resolution", SpacePart.Architecture, sides),
                SpaceDimensions.Choice("macro", SpacePart.Architecture, macro),
                .. Enumerable
                    .Range(1, layers)
                    .Select(i =>
                        SpaceDimensions.Choice(
                            $"layer{i}.block",
                            SpacePart.Architecture,
                            "k3_e1",
                            "k3_e1_g2",
                            "k3_e3",
                            "k3_e6",
                            "k5_e1",
                            "k5_e1_g2",
                            "k5_e3",
                            "k5_e6",
                            "skip"
                        )
                    ),
                .. SpaceDimensions.Recipe(),
            ]
        );
}
