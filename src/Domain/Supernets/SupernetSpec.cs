using System.Collections.Immutable;

namespace NasCluster.Domain.Supernets;

/// <summary>How a supernet is trained beside the recipe of its weights w; defaults are those of FBNet's search.</summary>
public sealed record SupernetSpec
{
    public required ImmutableArray<SupernetChoice> Choices { get; init; }

    public CostKind Cost { get; init; }

    /// <summary>
    /// Device profile whose latency tables in the store say what the blocks take; null: they are measured on the slot's
    /// device when the training starts.
    /// </summary>
    public string? LatencyTable { get; init; }

    public LossForm Loss { get; init; }

    public SupernetMode Mode { get; init; }

    /// <summary>α of the loss.</summary>
    public double Alpha { get; init; } = 0.2;

    /// <summary>β of the loss: the weight of the cost against the cross entropy.</summary>
    public double Beta { get; init; } = 0.6;

    /// <summary>Epochs before θ and the temperature move.</summary>
    public int Warmup { get; init; } = 10;

    /// <summary>τ of the first epoch, above 0.</summary>
    public double Temperature { get; init; } = 5;

    /// <summary>Factor of τ from epoch to epoch after the warm-up, 0…1.</summary>
    public double TemperatureDecay { get; init; } = 0.956;

    /// <summary>Adam's learning rate for θ.</summary>
    public double LearningRate { get; init; } = 0.01;

    /// <summary>Adam's weight decay for θ.</summary>
    public double WeightDecay { get; init; } = 5e-4;

    /// <summary>Share of the training images for w; the rest is for θ. Between 0 and 1.</summary>
    public double WeightShare { get; init; } = 0.8;

    /// <summary>τ of an epoch 1, 2, …</summary>
    public double TemperatureAt(int epoch) => Temperature * Math.Pow(TemperatureDecay, Math.Max(0, epoch - 1 - Warmup));
}
