using System.Runtime.InteropServices;
using TorchSharp;

namespace NasCluster.Trainer.Networks.Fused;

/// <summary>Maps on the CPU whose channels lie innermost, as numbers in memory.</summary>
internal static class Maps
{
    /// <summary>N×C×H×W with any content.</summary>
    public static torch.Tensor Empty(long[] size) =>
        torch.empty_strided(size, ChannelsLast.Strides(size[1], size[2], size[3]), device: torch.CPU);

    /// <summary>Whether the numbers lie pixel after pixel without gaps.</summary>
    public static bool IsPacked(torch.Tensor maps)
    {
        var (size, strides) = (maps.shape, maps.stride());
        if (size.Length != 4)
        {
            return false;
        }

        var expected = ChannelsLast.Strides(size[1], size[2], size[3]);
        for (var i = 0; i < 4; i++)
        {
            if (size[i] != 1 && strides[i] != expected[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The same memory as N×H×W×C, whose numbers can be had.</summary>
    public static torch.Tensor Rows(torch.Tensor maps) => maps.permute(0, 2, 3, 1);

    public static Span<float> Numbers(torch.Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}
