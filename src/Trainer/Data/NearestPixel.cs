namespace NasCluster.Trainer.Data;

/// <summary>Resizes class numbers, which cannot be averaged: a new pixel has the value of the old one under its centre.</summary>
internal static class NearestPixel
{
    /// <param name="from">Rows of <paramref name="stride"/> pixels.</param>
    /// <param name="stride">Length of its rows.</param>
    /// <param name="start">Top row and left column of the part that is taken.</param>
    /// <param name="size">Rows and columns of that part.</param>
    /// <param name="to">At least side · side pixels.</param>
    /// <param name="side">Side of the square result.</param>
    public static void Resize(
        ReadOnlySpan<byte> from,
        int stride,
        (int Top, int Left) start,
        (int Height, int Width) size,
        Span<byte> to,
        int side
    )
    {
        for (var y = 0; y < side; y++)
        {
            var row = from[((start.Top + Under(y, size.Height, side)) * stride + start.Left)..];
            for (var x = 0; x < side; x++)
            {
                to[y * side + x] = row[Under(x, size.Width, side)];
            }
        }
    }

    private static int Under(int place, int from, int to) => (int)((2L * place + 1) * from / (2L * to));
}
