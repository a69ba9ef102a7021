namespace NasCluster.Domain.Architectures;

/// <summary>What a block says of a convolution; the input width is known where it is placed.</summary>
/// <param name="OutChannels">Output channels.</param>
/// <param name="Kernel">Odd side of the square kernel; padding keeps the size at stride 1.</param>
/// <param name="Stride">Stride in both directions.</param>
/// <param name="Groups">Groups; equal to the input width for a depth-wise convolution.</param>
public sealed record ConvSpec(int OutChannels, int Kernel = 1, int Stride = 1, int Groups = 1);
