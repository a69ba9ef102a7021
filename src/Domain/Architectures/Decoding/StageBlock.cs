namespace NasCluster.Domain.Architectures;

/// <summary>What a staged architecture says of one block, whatever its kind.</summary>
internal sealed record StageBlock
{
    public required int Kernel { get; init; }

    public required double Expansion { get; init; }

    public required int Width { get; init; }

    public required int Stride { get; init; }

    public bool Squeeze { get; init; }

    public Activation Activation { get; init; } = Activation.HardSwish;

    public double DropPath { get; init; }
}
