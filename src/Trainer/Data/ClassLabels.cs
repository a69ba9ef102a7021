namespace NasCluster.Trainer.Data;

/// <summary>One class per image.</summary>
/// <param name="labels">0 … classes − 1.</param>
internal sealed class ClassLabels(int[] labels) : IImageTargets
{
    public int[] Values => labels;

    public int Count => labels.Length;

    public int PerImage => 1;

    public void Copy(int index, Augmentation change, Span<long> target) => target[0] = labels[index];

    public IImageTargets Resize(int side) => this;

    public long[] CountPerClass(IReadOnlyCollection<int> images, int classes)
    {
        var counts = new long[classes];
        foreach (var image in images)
        {
            counts[labels[image]]++;
        }

        return counts;
    }
}
