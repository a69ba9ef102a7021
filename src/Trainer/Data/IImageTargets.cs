namespace NasCluster.Trainer.Data;

/// <summary>What is to be learned of the images of a set: a class of each, or of each of their pixels.</summary>
internal interface IImageTargets
{
    /// <summary>Images.</summary>
    int Count { get; }

    /// <summary>Labels of one image.</summary>
    int PerImage { get; }

    /// <summary>Writes the labels of an image that is changed so.</summary>
    /// <param name="index">Which image.</param>
    /// <param name="change">How it is moved and mirrored.</param>
    /// <param name="target"><see cref="PerImage"/> places.</param>
    void Copy(int index, Augmentation change, Span<long> target);

    /// <summary>The same for square images of another side.</summary>
    IImageTargets Resize(int side);

    /// <summary>How often each class is a label of these images.</summary>
    long[] CountPerClass(IReadOnlyCollection<int> images, int classes);
}
