using NasCluster.Trainer.Data.Augmenting;
using TorchSharp;

namespace NasCluster.Trainer.Training;

/// <summary>
/// CutMix (Yun et al. 2019): a box of every image is taken from its mirror in the batch, and their losses are blended by
/// area. The box is drawn as in the released EfficientNetV2 code, one for a batch.
/// </summary>
internal static class CutMix
{
    /// <summary>A box of about 1 − λ of the area, λ from Beta(α, α), about any pixel; what lies outside is cut off.</summary>
    public static PixelBox Draw(double alpha, int height, int width, Random random)
    {
        var (middleX, middleY) = (random.Next(width), random.Next(height));
        var side = Math.Sqrt(1 - Mixup.Share(alpha, random));
        var (reachX, reachY) = ((int)(side * width) / 2, (int)(side * height) / 2);
        return new(
            Math.Max(0, middleY - reachY),
            Math.Max(0, middleX - reachX),
            Math.Min(height, middleY + reachY),
            Math.Min(width, middleX + reachX)
        );
    }

    /// <summary>Share of each image that stays its own.</summary>
    public static double Share(PixelBox box, int height, int width) => 1 - (double)box.Area / (height * width);

    /// <summary>The batch with the box of the mirrored batch in it.</summary>
    /// <param name="images">N×C×H×W, which stays as it is.</param>
    /// <param name="box">Not empty.</param>
    public static torch.Tensor Paste(torch.Tensor images, PixelBox box)
    {
        var mixed = images.clone();
        using var target = Cut(mixed, box);
        using var part = Cut(images, box);
        using var mirrored = part.flip(0);
        target.copy_(mirrored);
        return mixed;
    }

    private static torch.Tensor Cut(torch.Tensor images, PixelBox box)
    {
        using var rows = images.narrow(2, box.Top, box.Bottom - box.Top);
        return rows.narrow(3, box.Left, box.Right - box.Left);
    }
}
