namespace NasCluster.Domain.Segmentation;

/// <summary>Weights of the classes in a per-pixel loss: rare classes count more (ENet's scheme, with the offset of
/// ESPNet's training code).</summary>
public static class ClassWeights
{
    private const double Offset = 1.10;

    /// <summary>1 / ln(1.10 + f) with each class's share f of the labelled pixels: 10.49 where it has none, 1.35 where it has all.</summary>
    /// <param name="pixels">Labelled pixels of each class, 0 or more.</param>
    /// <exception cref="ArgumentException">There are no labelled pixels.</exception>
    public static double[] Of(IReadOnlyList<long> pixels)
    {
        var all = pixels.Sum();
        return all > 0
            ? [.. pixels.Select(count => 1 / Math.Log(Offset + (double)count / all))]
            : throw new ArgumentException("There are no labelled pixels to weigh classes by.", nameof(pixels));
    }
}
