namespace NasCluster.Domain.Segmentation;

/// <summary>How often pixels of each class were taken for each class. Pixels without a label are not in it.</summary>
public sealed class ConfusionMatrix
{
    private readonly long[] _counts;

    /// <param name="classes">Number of classes, above 0.</param>
    /// <param name="counts">classes · classes numbers of pixels: a row per true class, a column per predicted one.</param>
    /// <exception cref="ArgumentException">There are not so many counts, or one is negative.</exception>
    public ConfusionMatrix(int classes, IEnumerable<long> counts)
    {
        Classes = classes;
        _counts = [.. counts];
        if (_counts.Length != classes * classes || Array.Exists(_counts, count => count < 0))
        {
            throw new ArgumentException(
                $"{_counts.Length} counts for {classes} classes: expected {classes * classes}, none negative.",
                nameof(counts)
            );
        }
    }

    public int Classes { get; }

    public long Pixels => _counts.Sum();

    /// <summary>Share of the pixels with the right class, 0 … 1; 0 where there are none.</summary>
    public double PixelAccuracy =>
        Pixels == 0 ? 0 : (double)Enumerable.Range(0, Classes).Sum(label => Of(label, label)) / Pixels;

    /// <summary>Mean intersection over union of the classes that occur, in truth or prediction; 0 where there are no pixels.</summary>
    public double MeanIntersectionOverUnion =>
        Enumerable.Range(0, Classes).Select(IntersectionOverUnion).OfType<double>().DefaultIfEmpty(0).Average();

    /// <summary>Pixels that have the class and were taken for it, over those of which either holds; null where none does.</summary>
    public double? IntersectionOverUnion(int label)
    {
        var others = Enumerable.Range(0, Classes).Where(other => other != label);
        var union = Of(label, label) + others.Sum(other => Of(label, other) + Of(other, label));
        return union == 0 ? null : (double)Of(label, label) / union;
    }

    private long Of(int truth, int prediction) => _counts[truth * Classes + prediction];
}
