namespace NasCluster.Trainer.Data;

/// <summary>What a full read of one split found.</summary>
/// <param name="Count">Images.</param>
/// <param name="PerClass">Images of each class, by label.</param>
internal sealed record CheckedSplit(int Count, int[] PerClass)
{
    public static CheckedSplit Of(ImageSet images)
    {
        var perClass = new int[images.Classes];
        foreach (var label in images.Labels)
        {
            perClass[label]++;
        }

        return new CheckedSplit(images.Count, perClass);
    }
}
