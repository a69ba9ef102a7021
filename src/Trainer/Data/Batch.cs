namespace NasCluster.Trainer.Data;

/// <summary>
/// Images ready for a network. Disposing gives the arrays back to the loader, which fills them again: copy what is to
/// stay (a tensor over the arrays is no copy).
/// </summary>
public sealed class Batch : IDisposable
{
    private readonly Action<Batch>? _giveBack;
    private int _disposed;

    /// <param name="pixels">Whole arrays: their length says how many images there are.</param>
    /// <param name="labels">One per image.</param>
    /// <param name="giveBack">Called once, at the first dispose.</param>
    internal Batch(float[] pixels, long[] labels, Action<Batch>? giveBack)
    {
        Pixels = pixels;
        Labels = labels;
        _giveBack = giveBack;
    }

    /// <summary>Normalised, planar (N×C×H×W), exactly as long as <see cref="Count"/> images.</summary>
    public float[] Pixels { get; }

    /// <summary>0 … classes − 1, one per image.</summary>
    public long[] Labels { get; }

    public int Count => Labels.Length;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _giveBack?.Invoke(this);
        }
    }
}
