using System.Buffers.Binary;
using System.Security.Cryptography;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Experiments;

namespace NasCluster.Trainer.Data;

/// <summary>The answer of <c>data check</c>.</summary>
/// <param name="Dataset">Its description.</param>
/// <param name="Train">Training images.</param>
/// <param name="Test">Test images.</param>
/// <param name="Duplicates">Test images whose very pixels are also in the training set.</param>
/// <param name="ClassNames">Names of the classes in the order of their numbers, where the data set tells them.</param>
/// <param name="Warnings">What a user should know but may be meant so.</param>
internal sealed record CheckedDataset(
    DatasetDescription Dataset,
    CheckedSplit Train,
    CheckedSplit Test,
    int Duplicates,
    string[] ClassNames,
    string[] Warnings
)
{
    public static CheckedDataset Of(DatasetDescription dataset, LoadedDataset data)
    {
        var (train, test) = (CheckedSplit.Of(data.Train), CheckedSplit.Of(data.Test));
        var duplicates = CountDuplicates(data);
        string[] warnings = [.. Warn(train, test, duplicates, data.Train.Task)];
        return new(dataset, train, test, duplicates, [.. data.ClassNames], warnings);
    }

    private static IEnumerable<string> Warn(CheckedSplit train, CheckedSplit test, int duplicates, LearningTask task)
    {
        var counted = task == LearningTask.Segmentation ? "pixel" : "image";
        if (duplicates > 0)
        {
            yield return $"{duplicates} of {test.Count} test images are also training images";
        }

        foreach (var (name, split) in new[] { ("train", train), ("test", test) })
        {
            var empty = split.PerClass.Count(count => count == 0);
            if (empty > 0)
            {
                yield return $"{empty} of {split.PerClass.Length} classes have no {counted} in {name}";
            }
        }
    }

    private static int CountDuplicates(LoadedDataset data)
    {
        var known = Keys(data.Train).ToHashSet();
        return Keys(data.Test).Count(known.Contains);
    }

    // 128 bits of a cryptographic hash: two different images do not meet in them.
    private static IEnumerable<UInt128> Keys(ImageSet images)
    {
        for (var i = 0; i < images.Count; i++)
        {
            var hash = SHA256.HashData(images.Pixels.Slice(i * images.ImageBytes, images.ImageBytes));
            yield return BinaryPrimitives.ReadUInt128LittleEndian(hash);
        }
    }
}
