namespace NasCluster.Trainer.Data;

/// <summary>A whole data set in memory.</summary>
/// <param name="Train">Images to train on and to hold validation images out of.</param>
/// <param name="Test">Images of the final evaluation; the same shape and classes.</param>
public sealed record LoadedDataset(ImageSet Train, ImageSet Test)
{
    /// <summary>Names of the classes in the order of their numbers; empty where the data set does not tell them.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];
}
