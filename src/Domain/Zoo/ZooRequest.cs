using NasCluster.Domain.Architectures;

namespace NasCluster.Domain.Zoo;

/// <summary>What may be chosen of a network by name; what is null keeps the release's value.</summary>
public sealed record ZooRequest
{
    /// <summary>Image height in pixels.</summary>
    public int? Height { get; init; }

    /// <summary>Image width in pixels.</summary>
    public int? Width { get; init; }

    public int? Classes { get; init; }

    public int Channels { get; init; } = 3;

    /// <summary>Multiplies channel counts, where the family scales.</summary>
    public double? WidthMultiplier { get; init; }

    /// <summary>Multiplies block counts, where the family scales.</summary>
    public double? DepthMultiplier { get; init; }

    /// <summary>Batch normalisation's epsilon; releases of one architecture differ in it.</summary>
    public double? Epsilon { get; init; }

    internal TensorShape Input(int resolution) => new(Channels, Height ?? resolution, Width ?? Height ?? resolution);
}
