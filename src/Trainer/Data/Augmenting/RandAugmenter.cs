namespace NasCluster.Trainer.Data.Augmenting;

/// <summary>
/// RandAugment (Cubuk et al. 2019): N operations drawn for every image, all with one magnitude. Works on planar bytes in
/// memory of its own, so that no image allocates any.
/// </summary>
/// <param name="options">N and M.</param>
/// <param name="channels">1 or 3.</param>
/// <param name="height">Pixels.</param>
/// <param name="width">Pixels.</param>
internal sealed class RandAugmenter(RandAugmentOptions options, int channels, int height, int width)
{
    private const byte Grey = 128;
    private readonly AugmentStrength _strength = new(options.Magnitude);
    private readonly byte[] _copy = new byte[channels * height * width];
    private readonly byte[] _table = new byte[256];

    private delegate void TableOfPlane(Span<byte> table, ReadOnlySpan<byte> plane);

    /// <summary>Changes an image in place; draws the same numbers whatever it holds.</summary>
    public void Apply(Span<byte> image, Random random)
    {
        for (var layer = 0; layer < options.Layers; layer++)
        {
            Change(image, AugmentDraw.Next(random));
        }
    }

    /// <summary>One operation.</summary>
    public void Change(Span<byte> image, AugmentDraw draw)
    {
        var factor = _strength.Enhancement(draw.Sign);
        switch (draw.Operation)
        {
            case AugmentOperation.AutoContrast:
                PlaneByPlane(image, LevelTables.AutoContrast);
                break;
            case AugmentOperation.Equalize:
                PlaneByPlane(image, LevelTables.Equalize);
                break;
            case AugmentOperation.Invert:
                LevelTables.Invert(_table);
                LevelTables.Apply(_table, image);
                break;
            case AugmentOperation.Posterize:
                LevelTables.Posterize(_table, _strength.Bits);
                LevelTables.Apply(_table, image);
                break;
            case AugmentOperation.Solarize:
                LevelTables.Solarize(_table, _strength.Threshold);
                LevelTables.Apply(_table, image);
                break;
            case AugmentOperation.SolarizeAdd:
                LevelTables.SolarizeAdd(_table, _strength.Addition);
                LevelTables.Apply(_table, image);
                break;
            case AugmentOperation.Brightness:
                LevelTables.Blend(_table, 0, factor);
                LevelTables.Apply(_table, image);
                break;
            case AugmentOperation.Contrast:
                LevelTables.Blend(_table, Luminance.Mean(image, channels), factor);
                LevelTables.Apply(_table, image);
                break;
            case AugmentOperation.Color:
                Luminance.Blend(image, channels, factor);
                break;
            case AugmentOperation.Sharpness:
                Sharpen(image, factor);
                break;
            case AugmentOperation.Cutout:
                CutOut(image, draw);
                break;
            default:
                Warp(image, MapOf(draw));
                break;
        }
    }

    private AffineMap MapOf(AugmentDraw draw) =>
        draw.Operation switch
        {
            AugmentOperation.Rotate => AffineMap.Rotate(draw.Sign * _strength.Rotation, height, width),
            AugmentOperation.ShearX => AffineMap.ShearX(draw.Sign * _strength.Shear),
            AugmentOperation.ShearY => AffineMap.ShearY(draw.Sign * _strength.Shear),
            AugmentOperation.TranslateX => AffineMap.TranslateX(draw.Sign * _strength.Translation(width)),
            AugmentOperation.TranslateY => AffineMap.TranslateY(draw.Sign * _strength.Translation(height)),
            _ => throw new InvalidOperationException($"'{draw.Operation}' moves no pixels."),
        };

    private void PlaneByPlane(Span<byte> image, TableOfPlane tableOf)
    {
        for (var channel = 0; channel < channels; channel++)
        {
            var plane = image.Slice(channel * height * width, height * width);
            tableOf(_table, plane);
            LevelTables.Apply(_table, plane);
        }
    }

    private void Warp(Span<byte> image, AffineMap map)
    {
        image.CopyTo(_copy);
        for (var channel = 0; channel < channels; channel++)
        {
            var (start, length) = (channel * height * width, height * width);
            map.Apply(_copy.AsSpan(start, length), image.Slice(start, length), height, width, Grey);
        }
    }

    private void Sharpen(Span<byte> image, double factor)
    {
        image.CopyTo(_copy);
        for (var channel = 0; channel < channels; channel++)
        {
            var (start, length) = (channel * height * width, height * width);
            Smoothing.Blend(_copy.AsSpan(start, length), image.Slice(start, length), height, width, factor);
        }
    }

    private void CutOut(Span<byte> image, AugmentDraw draw)
    {
        var (reachY, reachX) = (_strength.CutOut(height), _strength.CutOut(width));
        var (middleY, middleX) = ((int)(draw.Down * height), (int)(draw.Right * width));
        var box = new PixelBox(
            Math.Max(0, middleY - reachY),
            Math.Max(0, middleX - reachX),
            Math.Min(height, middleY + reachY),
            Math.Min(width, middleX + reachX)
        );
        box.Fill(image, channels, height, width, Grey);
    }
}
