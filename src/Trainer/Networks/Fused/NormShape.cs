namespace NasCluster.Trainer.Networks.Fused;

/// <summary>
/// Maps with the channels innermost, seen as rows of several pixels: as many as make the row a multiple of a vector, so
/// that no loop over channels has a rest. What is known of each channel is repeated along such a row.
/// </summary>
/// <param name="Channels">Of a pixel.</param>
/// <param name="Pixels">Of all maps together.</param>
internal readonly record struct NormShape(int Channels, long Pixels)
{
    private const int Vector = 8;
    private const int Least = 64;

    /// <summary>Numbers of a row: a common multiple of channels and vector, and long enough for sums not to wait for one another.</summary>
    public int Width
    {
        get
        {
            var multiple = Channels;
            while (multiple % Vector != 0)
            {
                multiple += Channels;
            }

            return (Least + multiple - 1) / multiple * multiple;
        }
    }

    /// <summary>Rows that are whole.</summary>
    public long Rows => Pixels * Channels / Width;

    /// <summary>Numbers after the last whole row.</summary>
    public int Rest => (int)(Pixels * Channels - Rows * Width);

    /// <summary>A value of each channel, along a row.</summary>
    public float[] Repeat(ReadOnlySpan<float> channels)
    {
        var row = new float[Width];
        for (var i = 0; i < row.Length; i += channels.Length)
        {
            channels.CopyTo(row.AsSpan(i));
        }

        return row;
    }

    /// <summary>Sums along a row, added up for each channel.</summary>
    public double[] Fold(ReadOnlySpan<double> row)
    {
        var channels = new double[Channels];
        for (var i = 0; i < row.Length; i++)
        {
            channels[i % channels.Length] += row[i];
        }

        return channels;
    }
}
