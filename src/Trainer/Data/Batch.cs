namespace NasCluster.Trainer.Data;

/// <summary>
/// Images ready for a network. Disposing gives the arrays back to the loader, which fills them again: copy what is to
/// stay (a tensor over the arrays is no copy).
/// </summary>
public sealed class Batch : IDisposable
{
    private readonly Action<Batch>? _giveBack;
    private readonly int _labelsPerImage;
    private int _disposed;

    /// <param name="pixels">Whole arrays: their length says how many images there are.</param>
    /// <param name="labels">One per image, or one per pixel of each.</param>
    /// <param name="giveBack">Called once, at the first dispose.</param>
    /// <param name="labelsPerImage">1, or the pixels of an image.</param>
    internal Batch(float[] pixels, long[] labels, Action<Batch>? giveBack, int labelsPerImage = 1)
    {
        Pixels = pixels;
        Labels = labels;
        _giveBack = giveBack;
        _labelsPerImage = labelsPerImage;
    }

    /// <summary>Normalised, planar (N×C×H×W), exactly as long as <see cref="Count"/> images.</summary>
    public float[] Pixels { get; }

    /// <summary>0 … classes − 1, one per image; in segmentation N×H×W, and 255 where a pixel is not labelled.</summary>
    public long[] Labels { get; }

    public int Count => Labels.Length / _labelsPerImage;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _giveBack?.Invoke(this);
        }
    }
}
