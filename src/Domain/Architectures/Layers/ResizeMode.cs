namespace NasCluster.Domain.Architectures;

public enum ResizeMode
{
    /// <summary>The pixel at ⌊i · in/out⌋.</summary>
    Nearest,

    /// <summary>Linear in both directions, the corner pixels of both maps on each other.</summary>
    BilinearAlignCorners,
}
