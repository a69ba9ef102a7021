namespace NasCluster.Trainer.Data.Augmenting;

/// <summary>Where in the old image a pixel of the new one comes from: (a·x + b·y + c, d·x + e·y + f).</summary>
internal readonly record struct AffineMap(double A, double B, double C, double D, double E, double F)
{
    public static AffineMap ShearX(double shear) => new(1, shear, 0, 0, 1, 0);

    public static AffineMap ShearY(double shear) => new(1, 0, 0, shear, 1, 0);

    public static AffineMap TranslateX(double pixels) => new(1, 0, pixels, 0, 1, 0);

    public static AffineMap TranslateY(double pixels) => new(1, 0, 0, 0, 1, pixels);

    /// <summary>About the middle of the image.</summary>
    public static AffineMap Rotate(double degrees, int height, int width)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        var (x, y) = ((width - 1) / 2.0, (height - 1) / 2.0);
        return new(cos, -sin, x - cos * x + sin * y, sin, cos, y - sin * x - cos * y);
    }

    /// <summary>The nearest old pixel, or the fill where there is none.</summary>
    public void Apply(ReadOnlySpan<byte> from, Span<byte> to, int height, int width, byte fill)
    {
        for (var y = 0; y < height; y++)
        {
            var row = to.Slice(y * width, width);
            var (startX, startY) = (B * y + C, E * y + F);
            for (var x = 0; x < width; x++)
            {
                var fromX = (int)Math.Floor(A * x + startX + 0.5);
                var fromY = (int)Math.Floor(D * x + startY + 0.5);
                var isInside = (uint)fromX < (uint)width && (uint)fromY < (uint)height;
                row[x] = isInside ? from[fromY * width + fromX] : fill;
            }
        }
    }
}
