namespace NasCluster.Trainer.Data.Augmenting;

/// <summary>RandAugment's two numbers.</summary>
/// <param name="Magnitude">M, strength of every operation; 0 is off.</param>
/// <param name="Layers">N, operations on every image, one after the other.</param>
internal sealed record RandAugmentOptions(double Magnitude, int Layers);
