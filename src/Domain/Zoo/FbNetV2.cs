using System.Collections.Immutable;

namespace NasCluster.Domain.Zoo;

/// <summary>FBNet V2 (CVPR 2020) as released in mobile-vision: F0 to F4, L1, L2.</summary>
internal static class FbNetV2
{
    private const string F0 =
        "k5h 8 e1|k5h 16 s2 e4; k5h 16 e3|k5s 24 s2 e4; k5s 24 e3|k5sh 48 s2 e4; k3sh 48 e3; k5sh 64 e3; k5sh 64 e2"
        + "|k3sh 128 s2 e3; k5sh 160 e3; skip 192|pool 1280 e4";

    private const string F123 =
        "k5 8 e1|k5 24 s2 e5.4566; k5 24 e4.7912|k5s 32 s2 e5.3501; k5s 24 e4.5379"
        + "|k5h 56 s2 e5.7133; k3h 56 e4.1212; k3sh 56 e5.1246; skip 80; k5sh 80 e4.5070; k5sh 80 e1.7712"
        + "|k3sh 144 s2 e4.5685; k5sh 144 e5.84; k5sh 144 e6.8754; skip 224|pool ";

    private const string F4 =
        "k3h 16 e1|k5h 24 s2 e5.4566; k5h 24 e1.7912 x2|k5s 32 s2 e5.3501; k5s 32 e3.5379; k5s 32 e4.5379 x2"
        + "|k5h 64 s2 e5.7133; k3h 64 e2.1212; skip 64; k3h 104 e5.0333; k5sh 104 e2.5070; k5sh 104 e1.7712; k5sh 112 e3.7712"
        + "|k3sh 184 s2 e5.5685; k5sh 184 e2.84; k5sh 184 e4.8754; skip 224|pool 1984 e6";

    private const string L12 =
        "k3h 16 e1|k5h 24 s2 e5.4566; k5h 24 e1.7912; k3h 24 e1.7912; k5h 24 e1.7912"
        + "|k5sh 40 s2 e5.3501; k5sh 32 e3.5379; k5sh 32 e4.5379 x2"
        + "|k5h 64 s2 e5.7133; k3h 64 e2.1212; skip 64; k3h 64 e3.1246; k3h 112 e5.0333; k5sh 112 e2.5070; k5sh 112 e1.7712"
        + "; k5sh 112 e2.7712; k5sh 112 e3.7712; k5sh 112 e3.7712"
        + "|k3sh 184 s2 e5.5685; k5sh 184 e2.84 x2; k5sh 184 e4.8754 x2; skip 224|pool 1984 e6";

    public static ImmutableArray<ZooModel> Models { get; } =
    [
        Model("fbnetv2-f0", 224, 8, F0),
        Model("fbnetv2-f1", 128, 8, F123 + "1600 e6"),
        Model("fbnetv2-f2", 160, 8, F123 + "1600 e6"),
        Model("fbnetv2-f3", 192, 8, F123 + "1984 e6"),
        Model("fbnetv2-f4", 224, 16, F4),
        Model("fbnetv2-l1", 224, 16, L12),
        Model("fbnetv2-l2", 256, 16, L12),
    ];

    private static ZooModel Model(string name, int side, int stem, string stages) =>
        new(
            name,
            "FBNetV2",
            side,
            ZooModel.ImageNetClasses,
            (model, request) => new FbNetStages(stem, FbNetRow.Parse(stages)).Build(model, request)
        );
}
