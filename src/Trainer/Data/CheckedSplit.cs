namespace NasCluster.Trainer.Data;

/// <summary>What a full read of one split found.</summary>
/// <param name="Count">Images.</param>
/// <param name="PerClass">Images of each class, by label; in segmentation pixels.</param>
internal sealed record CheckedSplit(int Count, long[] PerClass)
{
    public static CheckedSplit Of(ImageSet images) =>
        new(images.Count, images.Targets.CountPerClass([.. Enumerable.Range(0, images.Count)], images.Classes));
}
