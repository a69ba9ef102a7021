namespace NasCluster.Domain.Architectures;

/// <summary>What a staged architecture says of one block, whatever its kind.</summary>
internal sealed record StageBlock
{
    public required int Kernel { get; init; }

    public required double Expansion { get; init; }

    public required int Width { get; init; }

    public required int Stride { get; init; }

    public bool Squeeze { get; init; }

    /// <summary>Null is the block's own: swish in MBConv and Fused-MBConv, hard-swish in FBNet's.</summary>
    public Activation? Activation { get; init; }

    public double DropPath { get; init; }
}
