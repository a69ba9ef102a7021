namespace NasCluster.Trainer.Data.Augmenting;

/// <summary>Brightness of coloured pixels (ITU-R 601); of grey ones it is their level.</summary>
internal static class Luminance
{
    private const double Red = 0.299;
    private const double Green = 0.587;
    private const double Blue = 0.114;
    private const int Colours = 3;

    /// <summary>Mean over the image, 0…255.</summary>
    public static double Mean(ReadOnlySpan<byte> image, int channels)
    {
        var plane = image.Length / channels;
        if (channels != Colours)
        {
            return Mean(image);
        }

        return Red * Mean(image[..plane])
            + Green * Mean(image.Slice(plane, plane))
            + Blue * Mean(image.Slice(2 * plane, plane));
    }

    /// <summary>Away from or towards grey; a grey image stays.</summary>
    public static void Blend(Span<byte> image, int channels, double factor)
    {
        if (channels != Colours)
        {
            return;
        }

        var plane = image.Length / channels;
        for (var i = 0; i < plane; i++)
        {
            var (red, green, blue) = (image[i], image[plane + i], image[2 * plane + i]);
            var grey = Red * red + Green * green + Blue * blue;
            image[i] = LevelTables.Blend(grey, red, factor);
            image[plane + i] = LevelTables.Blend(grey, green, factor);
            image[2 * plane + i] = LevelTables.Blend(grey, blue, factor);
        }
    }

    private static double Mean(ReadOnlySpan<byte> plane)
    {
        var sum = 0L;
        foreach (var level in plane)
        {
            sum += level;
        }

        return (double)sum / plane.Length;
    }
}
