namespace NasCluster.Trainer.Data.Shapes;

/// <summary>A circle (class 1), a square (2) or an upright triangle (3).</summary>
/// <param name="Class">Its class.</param>
/// <param name="X">Centre, in pixels from the left.</param>
/// <param name="Y">Centre, in pixels from the top.</param>
/// <param name="Radius">Half its height, in pixels.</param>
internal readonly record struct Shape(byte Class, double X, double Y, double Radius)
{
    private const byte Circle = 1;
    private const byte Square = 2;

    /// <summary>One that lies in the image whole.</summary>
    public static Shape Draw(int side, Random random)
    {
        var radius = side * (0.13 + 0.12 * random.NextDouble());
        return new((byte)(1 + random.Next(3)), Centre(), Centre(), radius);

        double Centre() => radius + (side - 2 * radius) * random.NextDouble();
    }

    /// <summary>Whether the pixel's centre lies in it.</summary>
    public bool Covers(int x, int y)
    {
        var (right, down) = (x + 0.5 - X, y + 0.5 - Y);
        return Class switch
        {
            Circle => right * right + down * down <= Radius * Radius,
            Square => Math.Max(Math.Abs(right), Math.Abs(down)) <= Radius,
            _ => down <= Radius && 2 * Math.Abs(right) <= down + Radius,
        };
    }
}
