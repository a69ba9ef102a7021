namespace NasCluster.Trainer.Data.Augmenting;

/// <summary>
/// Random erasing (Zhong et al. 2017) with timm's ranges, as GhostNetV2 is trained: with a probability a box of 2 % to a
/// third of the area, 0.3 to 3.3 times as high as wide, becomes the mean.
/// </summary>
/// <param name="probability">0…1.</param>
internal sealed class RandomErasing(double probability)
{
    private const double LeastArea = 0.02;
    private const double MostArea = 1.0 / 3;
    private const int Tries = 10;
    private static readonly double WidestRatio = Math.Log(0.3);

    /// <param name="image">Normalised numbers, plane after plane: the mean is 0.</param>
    /// <param name="channels">Planes.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="random">The source.</param>
    public void Apply(Span<float> image, int channels, int height, int width, Random random)
    {
        if (random.NextDouble() < probability && Draw(height, width, random) is { } box)
        {
            box.Fill(image, channels, height, width, 0f);
        }
    }

    /// <summary>A box within the image; null where none of ten fits.</summary>
    public static PixelBox? Draw(int height, int width, Random random)
    {
        for (var i = 0; i < Tries; i++)
        {
            var area = (LeastArea + (MostArea - LeastArea) * random.NextDouble()) * height * width;
            var ratio = Math.Exp(WidestRatio * (1 - 2 * random.NextDouble()));
            var rows = (int)Math.Round(Math.Sqrt(area * ratio));
            var columns = (int)Math.Round(Math.Sqrt(area / ratio));
            if (rows < height && columns < width)
            {
                var (top, left) = (random.Next(height - rows + 1), random.Next(width - columns + 1));
                return new(top, left, top + rows, left + columns);
            }
        }

        return null;
    }
}
