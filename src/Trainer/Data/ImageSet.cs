using NasCluster.Domain.Architectures;

namespace NasCluster.Trainer.Data;

/// <summary>Decoded images of one split, planar bytes (N×C×H×W), and what is to be learned of them.</summary>
public sealed class ImageSet
{
    private readonly ReadOnlyMemory<byte> _pixels;
    private (int[] Of, ChannelStatistics Statistics)? _known;

    /// <param name="pixels">N·C·H·W bytes, image after image, plane after plane, row after row.</param>
    /// <param name="labels">One label per image, 0 … classes − 1.</param>
    /// <param name="channels">1 or 3.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="classes">Number of classes.</param>
    /// <exception cref="ArgumentException">The sizes do not agree.</exception>
    public ImageSet(byte[] pixels, int[] labels, int channels, int height, int width, int classes)
        : this(pixels, new ClassLabels(labels), channels, height, width, classes) { }

    /// <summary>The same with any kind of targets, as many as images.</summary>
    internal ImageSet(
        ReadOnlyMemory<byte> pixels,
        IImageTargets targets,
        int channels,
        int height,
        int width,
        int classes
    )
    {
        if (pixels.Length != (long)targets.Count * channels * height * width)
        {
            throw new ArgumentException($"{pixels.Length} bytes are not {targets.Count} images.", nameof(pixels));
        }

        _pixels = pixels;
        Targets = targets;
        Channels = channels;
        Height = height;
        Width = width;
        Classes = classes;
    }

    public ReadOnlySpan<byte> Pixels => _pixels.Span;

    /// <summary>One label per image; empty where pixels have the labels.</summary>
    public int[] Labels => Targets is ClassLabels labels ? labels.Values : [];

    public int Channels { get; }

    public int Height { get; }

    public int Width { get; }

    public int Classes { get; }

    public int Count => Targets.Count;

    public LearningTask Task => Targets is ClassMasks ? LearningTask.Segmentation : LearningTask.Classification;

    internal IImageTargets Targets { get; }

    public int ImageBytes => Channels * Height * Width;

    /// <summary>Statistics of some of the images; those of the last ones asked for are remembered.</summary>
    /// <param name="indices">At least one.</param>
    internal ChannelStatistics StatisticsOf(int[] indices)
    {
        if (_known is not { } known || !known.Of.AsSpan().SequenceEqual(indices))
        {
            known = (indices, ChannelStatistics.Of(this, indices));
            _known = known;
        }

        return known.Statistics;
    }

    /// <summary>The same images at another size: averages over areas where it shrinks, bilinear where it grows; masks take the nearest pixel.</summary>
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
                Pixels.Slice(plane * Height * Width, Height * Width),
                pixels.AsSpan(plane * side * side, side * side)
            );
        }

        return new ImageSet(pixels, Targets.Resize(side), Channels, side, side, Classes);
    }
}
