namespace NasCluster.Domain.Architectures;

/// <summary>What a block says of a convolution; the input width is known where it is placed.</summary>
/// <param name="OutChannels">Output channels.</param>
/// <param name="Kernel">Odd sides; padding keeps the size at stride 1.</param>
/// <param name="Stride">Stride in both directions.</param>
/// <param name="Groups">Groups; equal to the input width for a depth-wise convolution.</param>
public sealed record ConvSpec(int OutChannels, Extent Kernel, int Stride = 1, int Groups = 1)
{
    /// <summary>A 1×1 convolution.</summary>
    public ConvSpec(int outChannels)
        : this(outChannels, 1) { }
}
