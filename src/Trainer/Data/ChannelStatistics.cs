namespace NasCluster.Trainer.Data;

/// <summary>Mean and standard deviation of each channel, of pixels scaled to 0 … 1.</summary>
/// <param name="Mean">One per channel.</param>
/// <param name="Std">One per channel; at least one grey level (1/255), so that a constant channel divides by something.</param>
public sealed record ChannelStatistics(float[] Mean, float[] Std)
{
    private const double Floor = 1.0 / 255;

    /// <summary>Statistics over the images used for training only: what is evaluated must not leak into them.</summary>
    /// <exception cref="ArgumentException">No images.</exception>
    public static ChannelStatistics Of(ImageSet images, IReadOnlyCollection<int> indices)
    {
        if (indices.Count == 0)
        {
            throw new ArgumentException("There are no images to take statistics of.", nameof(indices));
        }

        var channels = Enumerable
            .Range(0, images.Channels)
            .Select(c => Moments(Histogram(images, indices, c)))
            .ToList();
        return new([.. channels.Select(c => (float)c.Mean)], [.. channels.Select(c => (float)c.Std)]);
    }

    // Counting is exact, so the result does not depend on the order of the images.
    private static long[] Histogram(ImageSet images, IReadOnlyCollection<int> indices, int channel)
    {
        var plane = images.Height * images.Width;
        var counts = new long[256];
        foreach (var index in indices)
        {
            foreach (var pixel in images.Pixels.Slice(index * images.ImageBytes + channel * plane, plane))
            {
                counts[pixel]++;
            }
        }

        return counts;
    }

    private static (double Mean, double Std) Moments(long[] histogram)
    {
        double count = 0;
        double sum = 0;
        double squares = 0;
        for (var level = 0; level < histogram.Length; level++)
        {
            var value = level / 255.0;
            count += histogram[level];
            sum += histogram[level] * value;
            squares += histogram[level] * value * value;
        }

        var mean = sum / count;
        return (mean, Math.Max(Floor, Math.Sqrt(Math.Max(0, squares / count - mean * mean))));
    }
}
