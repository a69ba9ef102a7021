using NasCluster.Domain.Architectures;

namespace NasCluster.Domain.Zoo;

/// <summary>FBNet V1 in the paper's form, from its names of blocks ("k3_e1", "k5_e6", "k3_e1_g2", "skip").</summary>
public static class FbNetForm
{
    /// <summary>Appends one searched layer.</summary>
    public static int AppendPaper(BlockWriter block, int from, string name, int channels, int stride) =>
        FbNetV1.AppendPaper(block, from, FbNetV1.RowOf(name, channels, stride));

    /// <summary>Stem and searched layers, without a head.</summary>
    public static Network PaperBackbone(
        TensorShape input,
        IEnumerable<(string Block, int Channels, int Stride)> layers
    ) => FbNetV1.PaperBackbone(input, layers);
}
