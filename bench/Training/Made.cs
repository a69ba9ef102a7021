using NasCluster.Trainer.Data;
using TorchSharp;

namespace NasCluster.Training;

/// <summary>Images and labels by chance: what they show changes no time.</summary>
internal static class Made
{
    public static ImageSet Images(int count)
    {
        var random = new Random(1);
        var pixels = new byte[count * Networks.Side * Networks.Side];
        random.NextBytes(pixels);
        var labels = Enumerable.Range(0, count).Select(_ => random.Next(Networks.Classes)).ToArray();
        return new(pixels, labels, channels: 1, Networks.Side, Networks.Side, Networks.Classes);
    }

    /// <summary>One batch as tensors; the caller disposes of them.</summary>
    public static (torch.Tensor Images, torch.Tensor Labels) Batch(int count)
    {
        torch.manual_seed(2);
        return (
            torch.randn(count, 1, Networks.Side, Networks.Side),
            torch.randint(0, Networks.Classes, count, dtype: torch.int64)
        );
    }
}
