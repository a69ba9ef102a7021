using System.Collections.Immutable;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Supernets;

namespace NasCluster.Domain.Candidates;

/// <summary>What training and measuring a candidate gave.</summary>
public sealed record CandidateMetrics
{
    /// <summary>On the validation images, 0…1: top-1 accuracy, in segmentation mean intersection over union.</summary>
    public required double Accuracy { get; init; }

    /// <summary>Cross entropy on the validation images, in segmentation per labelled pixel.</summary>
    public required double Loss { get; init; }

    /// <summary>Segmentation: mean intersection over union on the validation images, 0…1; the same as <see cref="Accuracy"/>.</summary>
    public double? MeanIoU { get; init; }

    /// <summary>Segmentation: share of the labelled validation pixels with the right class, 0…1.</summary>
    public double? PixelAccuracy { get; init; }

    /// <summary>The accuracy on the test images, where they were evaluated.</summary>
    public double? TestAccuracy { get; init; }

    /// <summary>Median time of one training step in milliseconds, at the recipe's batch size.</summary>
    public double StepTimeMs { get; init; }

    /// <summary>
    /// Distance of the quartiles over the median of the steps that were timed with the device to themselves; null where
    /// none were, or the trainer does not say.
    /// </summary>
    public double? StepTimeSpread { get; init; }

    /// <summary>Training time per image over that of the space's reference network on the same device (S of the reward).</summary>
    public double StepTimeNormalized { get; init; } = 1;

    /// <summary>Median inference time in milliseconds, batch 1, on the slot's device.</summary>
    public double LatencyMs { get; init; }

    public double LatencyP95Ms { get; init; }

    /// <summary>Distance of the quartiles over the median of the inference times; null where the trainer does not say.</summary>
    public double? LatencySpread { get; init; }

    /// <summary>
    /// Whether the spread stayed too large when the latency was measured again, or the device could not be had alone; null
    /// where the trainer does not say.
    /// </summary>
    public bool? LatencyNoisy { get; init; }

    /// <summary>Multiply–accumulates of one image.</summary>
    public long Macs { get; init; }

    public long Params { get; init; }

    /// <summary>A·S^w·P^v with the experiment's exponents; filled in when candidates are ranked.</summary>
    public double? Reward { get; init; }

    /// <summary>Further costs by name: zero-cost proxies, or columns of a table.</summary>
    public ParameterSet? Costs { get; init; }

    /// <summary>
    /// <see cref="Accuracy"/> after every epoch from the first; null where the experiment does not choose its early-stop
    /// epoch by it.
    /// </summary>
    public ImmutableArray<double>? AccuracyByEpoch { get; init; }

    public double ImagesPerSecond { get; init; }

    public double TrainSeconds { get; init; }

    /// <summary>Where the time of the attempt went that ended the training; null where the trainer does not tell.</summary>
    public PhaseTimes? Phases { get; init; }

    /// <summary>Most bytes the trainer had in use while it trained this one; null where it does not say.</summary>
    public long? PeakMemoryBytes { get; init; }

    /// <summary>What a supernet found; null for other candidates. Its accuracy is that of the mixture.</summary>
    public SupernetResult? Supernet { get; init; }
}
