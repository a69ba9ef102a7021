namespace NasCluster.Trainer.Data.Augmenting;

/// <summary>
/// What a magnitude means to each operation: nothing at 0, and more the higher it is. Ranges at magnitude 10 are those of
/// the released EfficientNetV2 code; operations that weaken with the magnitude there (posterize, solarize, the
/// enhancements) grow here, as in timm's increasing policy. Its pixel counts are taken at 300 pixels, the training size of
/// EfficientNetV2-S, and go with the side of the image.
/// </summary>
/// <param name="magnitude">0…30.</param>
internal readonly struct AugmentStrength(double magnitude)
{
    private const int LeastBits = 1;
    private const double LeastFactor = 0.1;
    private const double Side = 300;
    private readonly double _level = magnitude / 10;

    /// <summary>Degrees.</summary>
    public double Rotation => 30 * _level;

    /// <summary>Pixels per pixel.</summary>
    public double Shear => 0.3 * _level;

    /// <summary>Bits of every level that stay, 1…8.</summary>
    public int Bits => Math.Max(LeastBits, 8 - (int)(4 * _level));

    /// <summary>Levels from here on are inverted, 0…256.</summary>
    public int Threshold => 256 - Math.Min(256, (int)(256 * _level));

    /// <summary>Added to levels below 128, 0…128.</summary>
    public int Addition => Math.Min(128, (int)(110 * _level));

    /// <summary>Pixels an image moves.</summary>
    public double Translation(int side) => 100 / Side * side * _level;

    /// <summary>Half the side of the square that is cut out, pixels.</summary>
    public int CutOut(int side) => (int)(40 / Side * side * _level);

    /// <summary>Colour, contrast, brightness, sharpness: 1 is as it is, 0 is without any.</summary>
    public double Enhancement(int sign) => Math.Max(LeastFactor, 1 + sign * 0.9 * _level);
}
