using TorchSharp;

namespace NasCluster.Trainer.Networks;

/// <summary>Maps with the channels innermost in memory: convolutions on CPUs take about half the time on them.</summary>
internal static class ChannelsLast
{
    public static long[] Strides(long channels, long height, long width) =>
        [channels * height * width, 1, width * channels, channels];

    /// <summary>The same N×C×H×W tensor in that order; without a copy where it has one channel.</summary>
    public static torch.Tensor Of(torch.Tensor maps)
    {
        var shape = maps.shape;
        using var rows = maps.permute(0, 2, 3, 1);
        using var packed = rows.contiguous();
        return packed.as_strided(shape, Strides(shape[1], shape[2], shape[3]), packed.storage_offset());
    }
}
