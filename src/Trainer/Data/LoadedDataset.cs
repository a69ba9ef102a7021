using NasCluster.Trainer.Data.Decoded;

namespace NasCluster.Trainer.Data;

/// <summary>A whole data set in memory.</summary>
/// <param name="Train">Images to train on and to hold validation images out of.</param>
/// <param name="Test">Images of the final evaluation; the same shape and classes.</param>
public sealed record LoadedDataset(ImageSet Train, ImageSet Test)
{
    /// <summary>Names of the classes in the order of their numbers; empty where the data set does not tell them.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>What it was read from; null where that is not known.</summary>
    internal SourceStamps? Sources { get; init; }

    /// <summary>The same with all images at another size.</summary>
    internal LoadedDataset Resize(int side) => this with { Train = Train.Resize(side), Test = Test.Resize(side) };
}
