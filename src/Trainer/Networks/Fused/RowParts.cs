namespace NasCluster.Trainer.Networks.Fused;

/// <summary>Splits rows among threads: always the same parts, so that sums are always the same.</summary>
/// <param name="shape">The maps.</param>
/// <param name="threads">At least 1.</param>
internal readonly struct RowParts(NormShape shape, int threads)
{
    // A part below this takes less time than another thread takes to start.
    private const long LeastNumbers = 1 << 15;

    public int Count { get; } = (int)Math.Clamp(shape.Rows * shape.Width / LeastNumbers, 1, threads);

    public void ForEach(Action<int> work)
    {
        if (Count == 1)
        {
            work(0);
            return;
        }

        Parallel.For(0, Count, new ParallelOptions { MaxDegreeOfParallelism = Count }, work);
    }

    /// <summary>First row of a part, and how many it has.</summary>
    public (long Start, long Rows) Of(int part)
    {
        var start = shape.Rows * part / Count;
        return (start, shape.Rows * (part + 1) / Count - start);
    }
}
