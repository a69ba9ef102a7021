using System.Collections.Immutable;
using NasCluster.Domain.Architectures;

namespace NasCluster.Domain.Zoo;

/// <summary>EfficientNetV2 B0 to B3, S, M, L and XL (ICML 2021).</summary>
internal static class EfficientNetV2
{
    private const int Head = 1280;
    private const double SqueezeRatio = 0.25;

    // F: Fused-MBConv, M: MBConv with squeeze-and-excitation; expansion, channels, repeats, stride. All kernels are 3.
    private static readonly (char Type, int E, int C, int N, int S)[] Base =
    [
        ('F', 1, 16, 1, 1),
        ('F', 4, 32, 2, 2),
        ('F', 4, 48, 2, 2),
        ('M', 4, 96, 3, 2),
        ('M', 6, 112, 5, 1),
        ('M', 6, 192, 8, 2),
    ];

    private static readonly (char Type, int E, int C, int N, int S)[] Small =
    [
        ('F', 1, 24, 2, 1),
        ('F', 4, 48, 4, 2),
        ('F', 4, 64, 4, 2),
        ('M', 4, 128, 6, 2),
        ('M', 6, 160, 9, 1),
        ('M', 6, 256, 15, 2),
    ];

    private static readonly (char Type, int E, int C, int N, int S)[] Medium =
    [
        ('F', 1, 24, 3, 1),
        ('F', 4, 48, 5, 2),
        ('F', 4, 80, 5, 2),
        ('M', 4, 160, 7, 2),
        ('M', 6, 176, 14, 1),
        ('M', 6, 304, 18, 2),
        ('M', 6, 512, 5, 1),
    ];

    private static readonly (char Type, int E, int C, int N, int S)[] Large =
    [
        ('F', 1, 32, 4, 1),
        ('F', 4, 64, 7, 2),
        ('F', 4, 96, 7, 2),
        ('M', 4, 192, 10, 2),
        ('M', 6, 224, 19, 1),
        ('M', 6, 384, 25, 2),
        ('M', 6, 640, 7, 1),
    ];

    private static readonly (char Type, int E, int C, int N, int S)[] ExtraLarge =
    [
        ('F', 1, 32, 4, 1),
        ('F', 4, 64, 8, 2),
        ('F', 4, 96, 8, 2),
        ('M', 4, 192, 16, 2),
        ('M', 6, 256, 24, 1),
        ('M', 6, 512, 32, 2),
        ('M', 6, 640, 8, 1),
    ];

    private static readonly Variant[] Variants =
    [
        new("b0", Base, 32, 224, 0.2),
        new("b1", Base, 32, 240, 0.2, 1.0, 1.1),
        new("b2", Base, 32, 260, 0.3, 1.1, 1.2),
        new("b3", Base, 32, 300, 0.3, 1.2, 1.4),
        new("s", Small, 24, 384, 0.2),
        new("m", Medium, 24, 480, 0.3),
        new("l", Large, 32, 480, 0.4),
        new("xl", ExtraLarge, 32, 512, 0.4),
    ];

    /// <summary>The Torch port, torchvision's (epsilon 1e-3; S, M, L) and TensorFlow's numbers (SAME padding, 1e-3).</summary>
    public static ImmutableArray<ZooModel> Models { get; } =
    [
        .. Variants.Select(v => Model($"efficientnetv2-{v.Name}", v, new())),
        .. Variants
            .Where(v => v.Name is "s" or "m" or "l")
            .Select(v => Model($"efficientnet-v2-{v.Name}", v, new(1e-3))),
        .. Variants.Select(v => Model($"tf-efficientnetv2-{v.Name}", v, new(1e-3, 0.01, SamePadding: true))),
    ];

    private static ZooModel Model(string name, Variant variant, BlockStyle style) =>
        new(
            name,
            "EfficientNetV2",
            variant.Side,
            ZooModel.ImageNetClasses,
            (model, request) => Build(model, request, variant, style)
        );

    private static Network Build(ZooModel model, ZooRequest request, Variant variant, BlockStyle style)
    {
        var width = request.WidthMultiplier ?? variant.Width;
        var depth = request.DepthMultiplier ?? variant.Depth;
        var network = model.Start(request);
        var block = new BlockWriter(network, "", style with { Epsilon = request.Epsilon ?? style.Epsilon });
        var x = block.Conv("conv_stem", Network.InputIndex, new(Widths.Nearest(variant.Stem * width, 8), 3, 2));
        x = block.Act(Activation.Swish, block.Norm("bn1", x));
        for (var stage = 0; stage < variant.Stages.Length; stage++)
        {
            var row = variant.Stages[stage];
            for (var i = 0; i < (int)Math.Ceiling(row.N * depth); i++)
            {
                var stride = i == 0 ? row.S : 1;
                x = AppendBlock(block.Child($"blocks.{stage}.{i}"), x, row, Widths.Nearest(row.C * width, 8), stride);
            }
        }

        x = block.Conv("conv_head", x, new(Widths.Nearest(Head * width, 8)));
        x = block.Act(Activation.Swish, block.Norm("bn2", x));
        ClassifierHead.AppendTo(block, x, variant.Dropout, "classifier", model.ClassesOf(request));
        return network.Build();
    }

    private static int AppendBlock(
        BlockWriter block,
        int from,
        (char Type, int E, int C, int N, int S) row,
        int channels,
        int stride
    )
    {
        var fused = row.Type == 'F';
        var part = new MbConv
        {
            OutChannels = channels,
            Kernel = 3,
            Stride = stride,
            Expansion = row.E,
            Fused = fused,
            Squeezed = fused ? 0 : Math.Max(1, (int)(block.ChannelsOf(from) * SqueezeRatio)),
        };
        return part.AppendTo(block, from);
    }

    private sealed record Variant(
        string Name,
        (char Type, int E, int C, int N, int S)[] Stages,
        int Stem,
        int Side,
        double Dropout,
        double Width = 1,
        double Depth = 1
    );
}
