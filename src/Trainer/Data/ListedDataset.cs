using NasCluster.Domain.Architectures;

namespace NasCluster.Trainer.Data;

/// <summary>A line of <c>data list</c>.</summary>
/// <param name="Name">What experiment files call it.</param>
/// <param name="Folder">Where it is; the sample's folder where the whole set is missing.</param>
/// <param name="Format">"idx", "cifar-10", "cifar-100", "image-folder" or "segmentation-folder".</param>
/// <param name="Task">What it is for.</param>
internal sealed record ListedDataset(string Name, string Folder, string Format, LearningTask Task);
