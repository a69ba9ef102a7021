namespace NasCluster.Domain.Architectures;

/// <summary>The papers' rules for channel counts.</summary>
public static class Widths
{
    private const double FbNetLimit = 0.95;
    private const double MobileNetLimit = 0.9;

    /// <summary>FBNet's: nearest multiple (halves up), at least the divisor, one more where it fell below 95 %.</summary>
    public static int Divisible(double width, int divisor) => Round(width, divisor, FbNetLimit);

    /// <summary>MobileNet's, GhostNet's and EfficientNet V1's: the same with 90 %.</summary>
    public static int MakeDivisible(double width, int divisor) => Round(width, divisor, MobileNetLimit);

    /// <summary>EfficientNet V2's: nearest multiple of 8, at least 8, without a lower limit.</summary>
    public static int Nearest(double width, int divisor) => Round(width, divisor, limit: 0);

    private static int Round(double width, int divisor, double limit)
    {
        var rounded = Math.Max(divisor, (int)(width + divisor / 2.0) / divisor * divisor);
        return rounded < limit * width ? rounded + divisor : rounded;
    }
}
