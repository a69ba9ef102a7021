namespace NasCluster.Trainer.Data.Augmenting;

/// <summary>Sharpness: away from or towards PIL's smoothed image (3×3, the middle counts five times).</summary>
internal static class Smoothing
{
    private const double Weights = 13;
    private const int Extra = 4;

    /// <summary>The rim, which has no whole neighbourhood, stays.</summary>
    public static void Blend(ReadOnlySpan<byte> from, Span<byte> to, int height, int width, double factor)
    {
        for (var y = 1; y < height - 1; y++)
        {
            for (var x = 1; x < width - 1; x++)
            {
                var i = y * width + x;
                var sum = RowSum(from, i - width) + RowSum(from, i) + RowSum(from, i + width) + Extra * from[i];
                to[i] = LevelTables.Blend(sum / Weights, from[i], factor);
            }
        }
    }

    private static int RowSum(ReadOnlySpan<byte> plane, int middle) =>
        plane[middle - 1] + plane[middle] + plane[middle + 1];
}
