namespace NasCluster.Trainer.Data;

/// <summary>One class per pixel.</summary>
/// <param name="masks">N·H·W bytes, mask after mask, row after row: 0 … classes − 1, or <see cref="Ignored"/>.</param>
/// <param name="height">Pixels.</param>
/// <param name="width">Pixels.</param>
internal sealed class ClassMasks(ReadOnlyMemory<byte> masks, int height, int width) : IImageTargets
{
    /// <summary>The pixel has no label: it is neither trained on nor counted.</summary>
    public const byte Ignored = 255;

    public ReadOnlyMemory<byte> Values => masks;

    public int Count => masks.Length / PerImage;

    public int PerImage => height * width;

    /// <summary>What comes in from outside of a moved mask is <see cref="Ignored"/>.</summary>
    public void Copy(int index, Augmentation change, Span<long> target)
    {
        var mask = Mask(index);
        for (var y = 0; y < height; y++)
        {
            var row = target.Slice(y * width, width);
            var from = y - change.Down;
            if (from < 0 || from >= height)
            {
                row.Fill(Ignored);
                continue;
            }

            CopyRow(mask.Slice(from * width, width), row, change);
        }
    }

    public IImageTargets Resize(int side)
    {
        var resized = new byte[checked((long)Count * side * side)];
        for (var i = 0; i < Count; i++)
        {
            NearestPixel.Resize(Mask(i), width, (0, 0), (height, width), resized.AsSpan(i * side * side), side);
        }

        return new ClassMasks(resized, side, side);
    }

    public long[] CountPerClass(IReadOnlyCollection<int> images, int classes)
    {
        var counts = new long[256];
        foreach (var image in images)
        {
            foreach (var label in Mask(image))
            {
                counts[label]++;
            }
        }

        return counts[..classes];
    }

    private ReadOnlySpan<byte> Mask(int index) => masks.Span.Slice(index * PerImage, PerImage);

    private static void CopyRow(ReadOnlySpan<byte> from, Span<long> to, Augmentation change)
    {
        for (var x = 0; x < to.Length; x++)
        {
            var source = x - change.Right;
            to[x] = source >= 0 && source < from.Length ? from[source] : Ignored;
        }

        if (change.Mirrored)
        {
            to.Reverse();
        }
    }
}
