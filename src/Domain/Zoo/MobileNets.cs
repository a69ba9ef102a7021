using System.Collections.Immutable;
using System.Globalization;
using NasCluster.Domain.Architectures;

namespace NasCluster.Domain.Zoo;

/// <summary>The baselines MobileNetV2 (any width) and MobileNetV3 (small, large), with torchvision's names.</summary>
internal static class MobileNets
{
    private const string V2 = "mobilenetv2-";

    // Expansion, channels, repeats, stride.
    private static readonly (int E, int C, int N, int S)[] Stages =
    [
        (1, 16, 1, 1),
        (6, 24, 2, 2),
        (6, 32, 3, 2),
        (6, 64, 4, 2),
        (6, 96, 3, 1),
        (6, 160, 3, 2),
        (6, 320, 1, 1),
    ];

    // Kernel, mid, out, squeeze-and-excitation, hard-swish, stride.
    private static readonly (int K, int Mid, int Out, bool Se, bool Hs, int S)[] Large =
    [
        (3, 16, 16, false, false, 1),
        (3, 64, 24, false, false, 2),
        (3, 72, 24, false, false, 1),
        (5, 72, 40, true, false, 2),
        (5, 120, 40, true, false, 1),
        (5, 120, 40, true, false, 1),
        (3, 240, 80, false, true, 2),
        (3, 200, 80, false, true, 1),
        (3, 184, 80, false, true, 1),
        (3, 184, 80, false, true, 1),
        (3, 480, 112, true, true, 1),
        (3, 672, 112, true, true, 1),
        (5, 672, 160, true, true, 2),
        (5, 960, 160, true, true, 1),
        (5, 960, 160, true, true, 1),
    ];

    private static readonly (int K, int Mid, int Out, bool Se, bool Hs, int S)[] Small =
    [
        (3, 16, 16, true, false, 2),
        (3, 72, 24, false, false, 2),
        (3, 88, 24, false, false, 1),
        (5, 96, 40, true, true, 2),
        (5, 240, 40, true, true, 1),
        (5, 240, 40, true, true, 1),
        (5, 120, 48, true, true, 1),
        (5, 144, 48, true, true, 1),
        (5, 288, 96, true, true, 2),
        (5, 576, 96, true, true, 1),
        (5, 576, 96, true, true, 1),
    ];

    public static ImmutableArray<ZooModel> Models { get; } =
    [Second(1.0), Third("mobilenetv3-large", Large, 1280), Third("mobilenetv3-small", Small, 1024)];

    public static ZooModel? Find(string name) => ScaledName.WidthOf(name, V2) is { } width ? Second(width) : null;

    private static ZooModel Second(double width) =>
        new(
            string.Create(CultureInfo.InvariantCulture, $"{V2}{width:0.0##}"),
            "baseline",
            224,
            ZooModel.ImageNetClasses,
            (model, request) => BuildSecond(model, request, width)
        );

    private static ZooModel Third(
        string name,
        (int K, int Mid, int Out, bool Se, bool Hs, int S)[] rows,
        int features
    ) => new(name, "baseline", 224, ZooModel.ImageNetClasses, (m, r) => BuildThird(m, r, rows, features));

    private static Network BuildSecond(ZooModel model, ZooRequest request, double ownWidth)
    {
        var width = request.WidthMultiplier ?? ownWidth;
        var network = model.Start(request);
        var block = new BlockWriter(network, "", new(request.Epsilon ?? 1e-5));
        var part = block.Child("features.0");
        var x = Part(part, Network.InputIndex, new(Widths.MakeDivisible(32 * width, 8), 3, 2), Activation.Relu6);
        var index = 1;
        foreach (var (expansion, channels, repeats, stride) in Stages)
        {
            for (var i = 0; i < repeats; i++)
            {
                var out1 = Widths.MakeDivisible(channels * width, 8);
                x = Inverted(block.Child($"features.{index++}.conv"), x, expansion, out1, i == 0 ? stride : 1);
            }
        }

        var head = Widths.MakeDivisible(1280 * Math.Max(1, width), 8);
        x = Part(block.Child($"features.{index}"), x, new(head), Activation.Relu6);
        ClassifierHead.AppendTo(block, x, dropout: 0.2, "classifier.1", model.ClassesOf(request));
        return network.Build();
    }

    private static int Inverted(BlockWriter block, int from, int expansion, int channels, int stride)
    {
        var inChannels = block.ChannelsOf(from);
        var mid = inChannels * expansion;
        var next = 0;
        var x = expansion == 1 ? from : Part(block.Child($"{next++}"), from, new(mid), Activation.Relu6);
        x = Part(block.Child($"{next++}"), x, new(mid, 3, stride, mid), Activation.Relu6);
        x = block.Norm($"{next + 1}", block.Conv($"{next}", x, new(channels)));
        return stride == 1 && inChannels == channels ? block.Residual(x, from, dropPath: 0) : x;
    }

    private static Network BuildThird(
        ZooModel model,
        ZooRequest request,
        (int K, int Mid, int Out, bool Se, bool Hs, int S)[] rows,
        int features
    )
    {
        var network = model.Start(request);
        var block = new BlockWriter(network, "", new(request.Epsilon ?? 1e-3, 0.01));
        var x = Part(block.Child("features.0"), Network.InputIndex, new(16, 3, 2), Activation.HardSwish);
        for (var i = 0; i < rows.Length; i++)
        {
            x = Bottleneck(block.Child($"features.{i + 1}.block"), x, rows[i]);
        }

        x = Part(block.Child($"features.{rows.Length + 1}"), x, new(6 * rows[^1].Out), Activation.HardSwish);
        x = block.Free(new GlobalAveragePool(), x);
        x = network.Add("classifier.0", new Linear(block.ChannelsOf(x), features), x);
        x = block.Act(Activation.HardSwish, x);
        ClassifierHead.Classify(block, x, dropout: 0.2, "classifier.3", model.ClassesOf(request));
        return network.Build();
    }

    private static int Bottleneck(BlockWriter block, int from, (int K, int Mid, int Out, bool Se, bool Hs, int S) row)
    {
        var inChannels = block.ChannelsOf(from);
        var act = row.Hs ? Activation.HardSwish : Activation.Relu;
        var next = 0;
        var x = row.Mid == inChannels ? from : Part(block.Child($"{next++}"), from, new(row.Mid), act);
        x = Part(block.Child($"{next++}"), x, new(row.Mid, row.K, row.S, row.Mid), act);
        if (row.Se)
        {
            var reduced = Widths.MakeDivisible(row.Mid / 4.0, 8);
            var squeeze = new SqueezeExcite(reduced, Activation.Relu, Activation.HardSigmoid, "fc1", "fc2");
            x = squeeze.AppendTo(block.Child($"{next++}"), x);
        }

        x = Part(block.Child($"{next}"), x, new(row.Out), activation: null);
        return row.S == 1 && inChannels == row.Out ? block.Residual(x, from, dropPath: 0) : x;
    }

    private static int Part(BlockWriter part, int from, ConvSpec spec, Activation? activation)
    {
        var x = part.Norm("1", part.Conv("0", from, spec));
        return activation is { } kind ? part.Act(kind, x) : x;
    }
}
