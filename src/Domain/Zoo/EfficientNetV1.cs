using System.Collections.Immutable;
using NasCluster.Domain.Architectures;

namespace NasCluster.Domain.Zoo;

/// <summary>EfficientNet-B0 to B7 (ICML 2019), with the published multipliers, which are not powers of α, β, γ.</summary>
internal static class EfficientNetV1
{
    private const int Stem = 32;
    private const int Head = 1280;
    private const double SqueezeRatio = 0.25;

    // Expansion, kernel, channels, repeats, stride.
    private static readonly (int E, int K, int C, int N, int S)[] Stages =
    [
        (1, 3, 16, 1, 1),
        (6, 3, 24, 2, 2),
        (6, 5, 40, 2, 2),
        (6, 3, 80, 3, 2),
        (6, 5, 112, 3, 1),
        (6, 5, 192, 4, 2),
        (6, 3, 320, 1, 1),
    ];

    private static readonly (double Width, double Depth, int Side, double Dropout)[] Scales =
    [
        (1.0, 1.0, 224, 0.2),
        (1.0, 1.1, 240, 0.2),
        (1.1, 1.2, 260, 0.3),
        (1.2, 1.4, 300, 0.3),
        (1.4, 1.8, 380, 0.4),
        (1.6, 2.2, 456, 0.4),
        (1.8, 2.6, 528, 0.5),
        (2.0, 3.1, 600, 0.5),
    ];

    private static readonly BlockStyle Torch = new();
    private static readonly BlockStyle TensorFlow = new(Epsilon: 1e-3, Momentum: 0.01, SamePadding: true);

    /// <summary>The Torch port (padding k//2, epsilon 1e-5) and TensorFlow's numbers (SAME, 1e-3).</summary>
    public static ImmutableArray<ZooModel> Models { get; } =
    [
        .. Scales.Select((_, i) => Model($"efficientnet-b{i}", i, Torch)),
        .. Scales.Select((_, i) => Model($"tf-efficientnet-b{i}", i, TensorFlow)),
    ];

    private static ZooModel Model(string name, int index, BlockStyle style) =>
        new(
            name,
            "EfficientNetV1",
            Scales[index].Side,
            ZooModel.ImageNetClasses,
            (model, request) => Build(model, request, Scales[index], style)
        );

    private static Network Build(
        ZooModel model,
        ZooRequest request,
        (double Width, double Depth, int Side, double Dropout) scale,
        BlockStyle style
    )
    {
        var width = request.WidthMultiplier ?? scale.Width;
        var depth = request.DepthMultiplier ?? scale.Depth;
        var network = model.Start(request);
        var block = new BlockWriter(network, "", style with { Epsilon = request.Epsilon ?? style.Epsilon });
        var x = block.Conv("conv_stem", Network.InputIndex, new(Widths.MakeDivisible(Stem * width, 8), 3, 2));
        x = block.Act(Activation.Swish, block.Norm("bn1", x));
        for (var stage = 0; stage < Stages.Length; stage++)
        {
            var (expansion, kernel, channels, repeats, stride) = Stages[stage];
            for (var i = 0; i < (int)Math.Ceiling(repeats * depth); i++)
            {
                var part = new MbConv
                {
                    OutChannels = Widths.MakeDivisible(channels * width, 8),
                    Kernel = kernel,
                    Stride = i == 0 ? stride : 1,
                    Expansion = expansion,
                    Squeezed = Math.Max(1, (int)(block.ChannelsOf(x) * SqueezeRatio)),
                };
                x = part.AppendTo(block.Child($"blocks.{stage}.{i}"), x);
            }
        }

        x = block.Conv("conv_head", x, new(Widths.MakeDivisible(Head * width, 8)));
        x = block.Act(Activation.Swish, block.Norm("bn2", x));
        ClassifierHead.AppendTo(block, x, scale.Dropout, "classifier", model.ClassesOf(request));
        return network.Build();
    }
}
