namespace NasCluster.Trainer.Data.Formats;

/// <summary>An image file of an image folder, its name below the data set's folder, and the number of its class.</summary>
internal sealed record LabelledFile(string Name, int Label);
