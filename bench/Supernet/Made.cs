using NasCluster.Domain.Architectures;
using TorchSharp;

namespace NasCluster.Supernet;

/// <summary>Random images with random labels.</summary>
internal static class Made
{
    public static (torch.Tensor Images, torch.Tensor Labels) Batch(TensorShape image)
    {
        torch.manual_seed(2);
        var images = torch.randn(Cases.Batch, image.Channels, image.Height, image.Width);
        return (images, torch.randint(0, 10, Cases.Batch, dtype: torch.int64));
    }
}
