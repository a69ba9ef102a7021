using System.Collections.Immutable;
using NasCluster.Domain.Architectures;

namespace NasCluster.Domain.Zoo;

/// <summary>How FBNet V2 and V3 networks are put together: stem with bias, stages, pooling head, 1×1 classifier.</summary>
internal sealed record FbNetStages(int Stem, ImmutableArray<ImmutableArray<FbNetRow>> Rows)
{
    /// <summary>FBNet V3: squeeze-and-excitation sized on the input, hard-swish everywhere.</summary>
    public bool IsV3 { get; init; }

    /// <summary>The stem's convolution has a bias, as in the authors' code.</summary>
    public bool StemBias { get; init; } = true;

    /// <summary>Depth-wise padding always k//2, as in timm.</summary>
    public bool HalfPadding { get; init; }

    /// <summary>A linear classifier instead of a 1×1 convolution, as in timm.</summary>
    public bool LinearHead { get; init; }

    public Network Build(ZooModel model, ZooRequest request)
    {
        var network = model.Start(request);
        var block = new BlockWriter(network, "", new(request.Epsilon ?? 1e-5));
        var names = block.Child("backbone.stages");
        var stem = names.Child("xif0_0");
        var x = stem.Conv("conv", Network.InputIndex, new(Stem, 3, 2), StemBias);
        x = block.Act(Activation.HardSwish, stem.Norm("bn", x));
        for (var stage = 0; stage < Rows.Length; stage++)
        {
            for (var i = 0; i < Rows[stage].Length; i++)
            {
                x = Append(names.Child($"xif{stage + 1}_{i}"), x, Rows[stage][i]);
            }
        }

        if (LinearHead)
        {
            ClassifierHead.Classify(block, x, dropout: 0.2, "classifier", model.ClassesOf(request));
        }
        else
        {
            // The authors' head pools once more what is 1×1 already; their published FLOPs count it.
            x = block.Free(new GlobalAveragePool(), x);
            x = block.Child("head").Conv("conv", x, new(model.ClassesOf(request)), bias: true);
            block.Free(new FlattenLayer(), x);
        }

        return network.Build();
    }

    private int Append(BlockWriter block, int from, FbNetRow row) =>
        row.Op switch
        {
            "skip" => new FbNetSkip(row.Channels, row.Stride).AppendTo(block, from),
            "pool" => new FbNetPool(row.Channels, row.Expansion, Activation.HardSwish).AppendTo(block, from),
            _ => BlockOf(row).AppendTo(block, from),
        };

    private FbNetBlock BlockOf(FbNetRow row) =>
        new()
        {
            OutChannels = row.Channels,
            Kernel = row.Kernel,
            Stride = row.Stride,
            Expansion = row.Expansion,
            Gate = row.Squeezes ? Activation.HardSigmoid : null,
            LessSqueeze = IsV3,
            Activation = IsV3 || row.HardSwish ? Activation.HardSwish : Activation.Relu,
            DepthwisePadding = HalfPadding ? null : row.Padding,
        };
}
