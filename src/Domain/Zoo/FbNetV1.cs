using System.Collections.Immutable;
using NasCluster.Domain.Architectures;

namespace NasCluster.Domain.Zoo;

/// <summary>FBNet V1 (CVPR 2019): A, B, C and the 96-pixel network as in mobile-vision; the paper's form; timm's C.</summary>
internal static class FbNetV1
{
    private const int Stem = 16;

    private const string A =
        "skip 16|k3 24 s2 e3; k3 24 e1; skip 24 x2|k5 32 s2 e6; k3 32 e3; k5 32 e1; k3 32 e3"
        + "|k5 64 s2 e6; k5 64 e3; k5g 64 e1; k5 64 e6; k3 112 e6; k5g 112 e1; k5 112 e3; k3g 112 e1"
        + "|k5 184 s2 e6; k5 184 e6; k5 184 e3; k5 184 e6; k5 352 e6";

    private const string B =
        "k3 16 e1|k3 24 s2 e6; k5 24 e1; k3 24 e1; k3 24 e1|k5 32 s2 e6; k5 32 e3; k3 32 e6; k5 32 e6"
        + "|k5 64 s2 e6; k5 64 e6; skip 64; k5 64 e3; k5 112 e6; k3 112 e1; k5 112 e1; k5 112 e3"
        + "|k5 184 s2 e6; k5 184 e1; k5 184 e6; k5 184 e6; k3 352 e6";

    private const string C =
        "k3 16 e1|k3 24 s2 e6; skip 24; k3 24 e1; k3 24 e1|k5 32 s2 e6; k5 32 e3; k5 32 e6; k3 32 e6"
        + "|k5 64 s2 e6; k5 64 e3; k5 64 e6; k5 64 e6; k5 112 e6; k5 112 e6; k5 112 e6; k5 112 e3"
        + "|k5 184 s2 e6; k5 184 e6 x3; k3 352 e6";

    private const string SamsungS8 =
        "k3 16 e1|k3 24 s2 e3; k3 24 e1; skip 24 x2|k5 32 s2 e6; k3 32 e3; k3 32 e3; k3 32 e6"
        + "|k5 64 s2 e6; k5 64 e3 x3; k3 112 e6; k5 112 e3 x3|k5 184 s2 e6; k5 184 e6; k5 184 e3; k5 184 e6; k5 352 e6";

    private const string IphoneX =
        "skip 16|k3 24 s2 e6; k3 24 e1 x3|k3 32 s2 e6; k3 32 e6 x3"
        + "|k3 64 s2 e6; k3 64 e6; k3 64 e6; k3 64 e3; k3 112 e6; k3 112 e3 x3|k5 184 s2 e6; k5 184 e6 x2; k5 184 e3; k5 352 e6";

    private const string Small96 =
        "k3 8 e1|k3 16 s2 e6; k3 16 e6|k5 16 s2 e6; k5 16 e6|k5 24 s2 e6; k3 40 e6|k5 72 s2 e6; k5 72 e6; k5 128 e6";

    public static ImmutableArray<ZooModel> Models { get; } =
    [
        Released("fbnet-a", 224, Stem, A, 1504),
        Released("fbnet-b", 224, Stem, B, 1984),
        Released("fbnet-c", 224, Stem, C, 1984),
        Released("fbnet-96", 96, 8, Small96, 1416, bias: false),
        Paper("fbnet-paper-a", A, 1504),
        Paper("fbnet-paper-b", B, 1984),
        Paper("fbnet-paper-c", C, 1984),
        Paper("timm-fbnetc-100", C, 1984),
        Paper("fbnet-samsung-s8", SamsungS8, 1984),
        Paper("fbnet-iphone-x", IphoneX, 1984),
    ];

    /// <summary>Stem and searched layers in the paper's form, without a head, from a list of (block, channels, stride).</summary>
    public static Network PaperBackbone(TensorShape input, IEnumerable<(string Block, int Channels, int Stride)> layers)
    {
        var network = new NetworkBuilder(input);
        var block = new BlockWriter(network, "", new());
        var x = AppendStem(block, Stem, bias: false);
        var index = 0;
        foreach (var (name, channels, stride) in layers)
        {
            x = AppendPaper(block.Child($"layers.{index++}"), x, RowOf(name, channels, stride));
        }

        return network.Build();
    }

    /// <summary>A row from the paper's name of a block, such as "k5_e1_g2" or "skip".</summary>
    internal static FbNetRow RowOf(string block, int channels, int stride)
    {
        if (block == "skip")
        {
            return new("skip", channels, stride, 1, null);
        }

        var parts = block.Split('_');
        var grouped = parts.Contains("g2", StringComparer.Ordinal);
        return new(grouped ? $"{parts[0]}g" : parts[0], channels, stride, parts[1][1] - '0', null);
    }

    internal static int AppendPaper(BlockWriter block, int from, FbNetRow row) =>
        row.Op == "skip"
            ? new FbNetSkip(row.Channels, row.Stride).AppendTo(block, from)
            : BlockOf(row, bias: false, keeps: true).AppendTo(block, from);

    // The bias is that of the blocks' convolutions; stem and head always have one.
    private static ZooModel Released(string name, int side, int stem, string stages, int head, bool bias = true) =>
        new(
            name,
            "FBNetV1",
            side,
            ZooModel.ImageNetClasses,
            (m, r) => BuildReleased(m, r, stem, FbNetRow.Parse(stages), head, bias)
        );

    private static ZooModel Paper(string name, string stages, int head) =>
        new(name, "FBNetV1", 224, ZooModel.ImageNetClasses, (m, r) => BuildPaper(m, r, FbNetRow.Parse(stages), head));

    private static Network BuildReleased(
        ZooModel model,
        ZooRequest request,
        int stem,
        ImmutableArray<ImmutableArray<FbNetRow>> stages,
        int head,
        bool bias
    )
    {
        var network = model.Start(request);
        var block = new BlockWriter(network, "", new(request.Epsilon ?? 1e-5));
        var names = block.Child("backbone.stages");
        var x = AppendStem(names.Child("xif0_0"), stem, bias: true);
        for (var stage = 0; stage < stages.Length; stage++)
        {
            for (var i = 0; i < stages[stage].Length; i++)
            {
                var row = stages[stage][i];
                var part = names.Child($"xif{stage + 1}_{i}");
                x =
                    row.Op == "skip"
                        ? new FbNetSkip(row.Channels, row.Stride, bias).AppendTo(part, x)
                        : BlockOf(row, bias, keeps: false).AppendTo(part, x);
            }
        }

        var last = names.Child($"xif{stages.Length + 1}_0");
        x = last.Conv("conv", x, new(head), bias: true);
        x = block.Act(Activation.Relu, last.Norm("bn", x));
        x = block.Free(new GlobalAveragePool(), x);
        x = block.Child("head").Conv("conv", x, new(model.ClassesOf(request)), bias: true);
        block.Free(new FlattenLayer(), x);
        return network.Build();
    }

    private static Network BuildPaper(
        ZooModel model,
        ZooRequest request,
        ImmutableArray<ImmutableArray<FbNetRow>> stages,
        int head
    )
    {
        var network = model.Start(request);
        var block = new BlockWriter(network, "", new(request.Epsilon ?? 1e-5));
        var x = AppendStem(block.Child("stem"), Stem, bias: false);
        var index = 0;
        foreach (var row in stages.SelectMany(stage => stage))
        {
            x = AppendPaper(block.Child($"layers.{index++}"), x, row);
        }

        x = block.Child("head").Conv("conv", x, new(head));
        x = block.Act(Activation.Relu, block.Child("head").Norm("bn", x));
        ClassifierHead.AppendTo(block, x, dropout: 0.2, "classifier", model.ClassesOf(request));
        return network.Build();
    }

    private static int AppendStem(BlockWriter block, int channels, bool bias)
    {
        var x = block.Conv("conv", Network.InputIndex, new(channels, 3, 2), bias);
        return block.Act(Activation.Relu, block.Norm("bn", x));
    }

    private static FbNetBlock BlockOf(FbNetRow row, bool bias, bool keeps) =>
        new()
        {
            OutChannels = row.Channels,
            Kernel = row.Kernel,
            Stride = row.Stride,
            Expansion = row.Expansion,
            Groups = row.Groups,
            Bias = bias,
            KeepsExpansion = keeps,
        };
}
