namespace NasCluster.Trainer.Data;

/// <summary>Decoded images of one split, planar bytes (N×C×H×W), and their labels.</summary>
public sealed class ImageSet
{
    /// <param name="pixels">N·C·H·W bytes, image after image, plane after plane, row after row.</param>
    /// <param name="labels">One label per image, 0 … classes − 1.</param>
    /// <param name="channels">1 or 3.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="classes">Number of classes.</param>
    /// <exception cref="ArgumentException">The sizes do not agree.</exception>
    public ImageSet(byte[] pixels, int[] labels, int channels, int height, int width, int classes)
    {
        if (pixels.LongLength != (long)labels.Length * channels * height * width)
        {
            throw new ArgumentException($"{pixels.LongLength} bytes are not {labels.Length} images.", nameof(pixels));
        }

        Pixels = pixels;
        Labels = labels;
        Channels = channels;
        Height = height;
        Width = width;
        Classes = classes;
    }

    public byte[] Pixels { get; }

    public int[] Labels { get; }

    public int Channels { get; }

    public int Height { get; }

    public int Width { get; }

    public int Classes { get; }

    public int Count => Labels.Length;

    public int ImageBytes => Channels * Height * Width;

    /// <summary>The same images at another size: averages over areas where it shrinks, bilinear where it grows.</summary>
    /// <param name="side">Side of the new square images in pixels, above 0.</param>
    public ImageSet Resize(int side)
    {
        if (side == Height && side == Width)
        {
            return this;
        }

        var planes = new PlaneResampler(Height, Width, side);
        var pixels = new byte[checked((long)Count * Channels * side * side)];
        for (var plane = 0; plane < Count * Channels; plane++)
        {
            planes.Resample(
                Pixels.AsSpan(plane * Height * Width, Height * Width),
                pixels.AsSpan(plane * side * side, side * side)
            );
        }

        return new ImageSet(pixels, Labels, Channels, side, side, Classes);
    }
}
