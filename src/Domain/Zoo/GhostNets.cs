using System.Collections.Immutable;
using System.Globalization;
using NasCluster.Domain.Architectures;

namespace NasCluster.Domain.Zoo;

/// <summary>GhostNet V1 (CVPR 2020) and V2 (NeurIPS 2022) at any width.</summary>
internal static class GhostNets
{
    private const string V1 = "ghostnet-";
    private const string V2 = "ghostnetv2-";
    private const int Stem = 16;
    private const int Features = 1280;
    private const int Divisor = 4;

    // DFC attention starts with the third block.
    private const int PlainBlocks = 2;

    // Kernel, mid, out, squeeze ratio, stride; by stage.
    private static readonly (int K, int Mid, int Out, double Se, int S)[][] Stages =
    [
        [(3, 16, 16, 0, 1)],
        [(3, 48, 24, 0, 2)],
        [(3, 72, 24, 0, 1)],
        [(5, 72, 40, 0.25, 2)],
        [(5, 120, 40, 0.25, 1)],
        [(3, 240, 80, 0, 2)],
        [(3, 200, 80, 0, 1), (3, 184, 80, 0, 1), (3, 184, 80, 0, 1), (3, 480, 112, 0.25, 1), (3, 672, 112, 0.25, 1)],
        [(5, 672, 160, 0.25, 2)],
        [(5, 960, 160, 0, 1), (5, 960, 160, 0.25, 1), (5, 960, 160, 0, 1), (5, 960, 160, 0.25, 1)],
    ];

    public static ImmutableArray<ZooModel> Models { get; } =
    [Model(V1, 0.5), Model(V1, 1.0), Model(V1, 1.3), Model(V2, 1.0), Model(V2, 1.3), Model(V2, 1.6)];

    public static ZooModel? Find(string name) =>
        ScaledName.WidthOf(name, V1) is { } first ? Model(V1, first)
        : ScaledName.WidthOf(name, V2) is { } second ? Model(V2, second)
        : null;

    private static ZooModel Model(string prefix, double width) =>
        new(
            string.Create(CultureInfo.InvariantCulture, $"{prefix}{width:0.0##}"),
            prefix == V1 ? "GhostNetV1" : "GhostNetV2",
            224,
            ZooModel.ImageNetClasses,
            (model, request) => Build(model, request, width, attention: prefix == V2)
        );

    private static Network Build(ZooModel model, ZooRequest request, double ownWidth, bool attention)
    {
        var width = request.WidthMultiplier ?? ownWidth;
        var network = model.Start(request);
        var block = new BlockWriter(network, "", new(request.Epsilon ?? 1e-5));
        var x = block.Conv("conv_stem", Network.InputIndex, new(Widths.MakeDivisible(Stem * width, Divisor), 3, 2));
        x = block.Act(Activation.Relu, block.Norm("bn1", x));
        var index = 0;
        for (var stage = 0; stage < Stages.Length; stage++)
        {
            for (var i = 0; i < Stages[stage].Length; i++)
            {
                var row = Stages[stage][i];
                var part = new GhostBottleneck
                {
                    MidChannels = Widths.MakeDivisible(row.Mid * width, Divisor),
                    OutChannels = Widths.MakeDivisible(row.Out * width, Divisor),
                    Kernel = row.K,
                    Stride = row.S,
                    SqueezeRatio = row.Se,
                    Attention = attention && index++ >= PlainBlocks,
                };
                x = part.AppendTo(block.Child($"blocks.{stage}.{i}"), x);
            }
        }

        return Head(model, request, block, x, Widths.MakeDivisible(Stages[^1][^1].Mid * width, Divisor));
    }

    private static Network Head(ZooModel model, ZooRequest request, BlockWriter block, int from, int channels)
    {
        var last = block.Child($"blocks.{Stages.Length}.0");
        var x = last.Norm("bn1", last.Conv("conv", from, new(channels)));
        x = block.Act(Activation.Relu, x);
        x = block.Free(new GlobalAveragePool(), x);
        x = block.Conv("conv_head", x, new(Features), bias: true);
        x = block.Act(Activation.Relu, x);
        ClassifierHead.Classify(block, x, dropout: 0.2, "classifier", model.ClassesOf(request));
        return block.Network.Build();
    }
}
