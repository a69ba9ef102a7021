using NasCluster.Trainer.Data;

namespace NasCluster.Trainer.Tests.Shared;

/// <summary>Noisy images that are easy to tell apart: class 0 has horizontal stripes, class 1 vertical ones, class 2 none.</summary>
internal static class Stripes
{
    public const int Classes = 3;

    public static LoadedDataset Load(int side, int train, int test, int channels = 1) =>
        new(Draw(side, train, channels, new Random(1)), Draw(side, test, channels, new Random(2)));

    private static ImageSet Draw(int side, int count, int channels, Random random)
    {
        var pixels = new byte[count * channels * side * side];
        var labels = new int[count];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (image, place) = Math.DivRem(i, channels * side * side);
            labels[image] = image % Classes;
            pixels[i] = (byte)(
                random.Next(60) + (IsLit(labels[image], place % (side * side) / side, place % side) ? 150 : 40)
            );
        }

        return new(pixels, labels, channels, side, side, Classes);
    }

    private static bool IsLit(int label, int row, int column) =>
        label switch
        {
            0 => row % 4 < 2,
            1 => column % 4 < 2,
            _ => false,
        };
}
