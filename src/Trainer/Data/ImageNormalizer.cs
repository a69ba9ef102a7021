namespace NasCluster.Trainer.Data;

/// <summary>Copies images of a set as normalised numbers: one table look-up per pixel.</summary>
internal sealed class ImageNormalizer
{
    private readonly ImageSet _images;
    private readonly float[][] _tables;

    public ImageNormalizer(ImageSet images, ChannelStatistics statistics)
    {
        _images = images;
        _tables = [.. Enumerable.Range(0, images.Channels).Select(c => Table(statistics.Mean[c], statistics.Std[c]))];
    }

    /// <param name="index">Which image.</param>
    /// <param name="change">How it is moved and mirrored; what comes in from outside is 0, the mean.</param>
    /// <param name="target">Channels · height · width numbers.</param>
    public void Copy(int index, Augmentation change, Span<float> target) =>
        Copy(_images.Pixels.Slice(index * _images.ImageBytes, _images.ImageBytes), change, target);

    /// <param name="image">Bytes of an image as large as those of the set.</param>
    /// <param name="change">How it is moved and mirrored; what comes in from outside is 0, the mean.</param>
    /// <param name="target">Channels · height · width numbers.</param>
    public void Copy(ReadOnlySpan<byte> image, Augmentation change, Span<float> target)
    {
        var (height, width) = (_images.Height, _images.Width);
        for (var channel = 0; channel < _tables.Length; channel++)
        {
            for (var y = 0; y < height; y++)
            {
                var plane = channel * height;
                var row = target.Slice((plane + y) * width, width);
                var from = y - change.Down;
                if (from < 0 || from >= height)
                {
                    row.Clear();
                    continue;
                }

                CopyRow(image.Slice((plane + from) * width, width), row, change, _tables[channel]);
            }
        }
    }

    private static void CopyRow(ReadOnlySpan<byte> from, Span<float> to, Augmentation change, float[] table)
    {
        // Columns of the target that the moved row covers; none where it moved out of the image.
        var start = Math.Min(Math.Max(0, change.Right), to.Length);
        var end = Math.Max(start, Math.Min(to.Length, to.Length + change.Right));
        to[..start].Clear();
        to[end..].Clear();
        for (var x = start; x < end; x++)
        {
            to[x] = table[from[x - change.Right]];
        }

        if (change.Mirrored)
        {
            to.Reverse();
        }
    }

    private static float[] Table(float mean, float std) =>
        [.. Enumerable.Range(0, 256).Select(level => (level / 255f - mean) / std)];
}
