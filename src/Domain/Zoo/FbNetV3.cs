using System.Collections.Immutable;

namespace NasCluster.Domain.Zoo;

/// <summary>FBNet V3 (CVPR 2021) as released in mobile-vision, A and B one architecture at two sizes; B, D, G as in timm.</summary>
internal static class FbNetV3
{
    private const string A0 =
        "k3 12 e1|k3 24 s2 e4; k3 24 x2 e2|k3s 40 s2 e4; k3s 40 x2 e2|k5 72 s2 e4; k3 72 x2 e3; k3s 104 e4; k5s 104 x3 e3"
        + "|k3s 176 s2 e4; k3s 176 x3 e4; k3s 208 e5|pool 1984 e5";

    private const string AB =
        "k3 16 x2 e1|k5 24 s2 e4; k5 24 x3 e2|k5s 40 s2 e5; k5s 40 x4 e3"
        + "|k5 72 s2 e5 p1; k3 72 x4 e3; k3s 120 e5; k5s 120 x5 e3|k3s 184 s2 e6 p0; k5s 184 x5 e4; k5s 224 e6|pool 1984 e6";

    private const string C =
        "k3 16 x2 e1|k5 24 s2 e5; k3 24 x4 e3|k5s 48 s2 e5; k5s 48 x4 e2"
        + "|k5 88 s2 e4 p1; k3 88 x4 e3; k3s 120 e4; k5s 120 x5 e3|k5s 216 s2 e5 p1; k5s 216 x5 e5; k5s 216 e6|pool 1984 e6";

    private const string D =
        "k3 16 x2 e1|k3 24 s2 e5; k3 24 x5 e2|k5s 40 s2 e4; k3s 40 x4 e3"
        + "|k3 72 s2 e5; k3 72 x4 e3; k3s 128 e5; k5s 128 x6 e3|k3s 208 s2 e6; k5s 208 x5 e5; k5s 240 e6|pool 1984 e6";

    private const string E =
        "k3 16 x3 e1|k5 24 s2 e4; k5 24 x4 e2|k5s 48 s2 e4; k5s 48 x4 e3"
        + "|k5 80 s2 e5 p1; k3 80 x4 e3; k3s 128 e5; k5s 128 x7 e3|k3s 216 s2 e6; k5s 216 x5 e5; k5s 240 e6|pool 1984 e6";

    private const string F =
        "k3 24 x3 e1|k5 32 s2 e4; k5 32 x4 e2|k5s 56 s2 e4; k5s 56 x4 e3"
        + "|k5 88 s2 e5; k3 88 x4 e3; k3s 144 e5; k5s 144 x8 e3|k3s 248 s2 e6 p0; k5s 248 x6 e5; k5s 272 e6|pool 1984 e6";

    private const string G =
        "k3 24 x3 e1|k5 40 s2 e4; k5 40 x4 e2|k5s 56 s2 e4; k5s 56 x4 e3"
        + "|k5 104 s2 e5; k3 104 x4 e3; k3s 160 e5; k5s 160 x8 e3|k3s 264 s2 e6; k5s 264 x6 e5; k5s 288 x2 e6|pool 1984 e6";

    public static ImmutableArray<ZooModel> Models { get; } =
    [
        Model("fbnetv3-a0", 224, 12, A0),
        Model("fbnetv3-a", 224, 16, AB),
        Model("fbnetv3-b", 248, 16, AB),
        Model("fbnetv3-c", 248, 16, C),
        Model("fbnetv3-d", 248, 24, D),
        Model("fbnetv3-e", 264, 24, E),
        Model("fbnetv3-f", 272, 24, F),
        Model("fbnetv3-g", 320, 32, G),
        Model("timm-fbnetv3-b", 248, 16, AB, timm: true),
        Model("timm-fbnetv3-d", 248, 24, D, timm: true),
        Model("timm-fbnetv3-g", 320, 32, G, timm: true),
    ];

    private static ZooModel Model(string name, int side, int stem, string stages, bool timm = false) =>
        new(
            name,
            "FBNetV3",
            side,
            ZooModel.ImageNetClasses,
            (model, request) =>
                new FbNetStages(stem, FbNetRow.Parse(stages))
                {
                    IsV3 = true,
                    StemBias = !timm,
                    HalfPadding = timm,
                    LinearHead = timm,
                }.Build(model, request)
        );
}
