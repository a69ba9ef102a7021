using NasCluster.Trainer.Data.Augmenting;

namespace NasCluster.Trainer.Data;

/// <summary>How a <see cref="BatchLoader"/> makes batches.</summary>
public sealed record LoaderOptions
{
    /// <summary>Images per batch, above 0.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Pixels are scaled to 0 … 1, less the mean, divided by the standard deviation.</summary>
    public required ChannelStatistics Statistics { get; init; }

    /// <summary>Shuffle, crop and flip, and drop a last batch of a single image (batch norm needs two). Off for evaluation.</summary>
    public bool Training { get; init; }

    /// <summary>Seeds order and augmentation, together with the epoch's number.</summary>
    public ulong Seed { get; init; }

    /// <summary>Mirror each image with probability ½, in training only.</summary>
    public bool Flip { get; init; }

    /// <summary>Move each image by up to this many pixels each way, in training only; what comes in is the mean. 0 is off.</summary>
    public int Crop { get; init; }

    /// <summary>RandAugment, in training only; null is off.</summary>
    internal RandAugmentOptions? RandAugment { get; init; }

    /// <summary>Erase a box of each image with this probability, in training only.</summary>
    public double RandomErasing { get; init; }

    /// <summary>Batches made ahead, above 0.</summary>
    public int Queue { get; init; } = 3;
}
