using NasCluster.Domain.Experiments;
using NasCluster.Domain.Search;

namespace NasCluster.Trainer.Data;

/// <summary>Which images of the training set are trained on and which are held out; a function of its arguments only.</summary>
/// <param name="Train">Indices, in the order of the shuffle: a smaller limit is a prefix of a larger one.</param>
/// <param name="Validation">Indices; the same whatever the limit of training images is.</param>
public sealed record DataSplit(int[] Train, int[] Validation)
{
    /// <param name="trainCount">Images of the training set.</param>
    /// <param name="spec">Validation size (null: a tenth, at least one image) and limit of training images.</param>
    /// <param name="seed">One for the whole experiment, so that all candidates are compared on the same images.</param>
    /// <exception cref="DatasetException">Nothing is left to train on or to validate with.</exception>
    public static DataSplit Of(int trainCount, DataSpec spec, ulong seed)
    {
        var validation = spec.ValidationSize ?? Math.Max(1, trainCount / 10);
        if (validation < 1 || validation >= trainCount)
        {
            throw DatasetFault.Empty(
                spec.Dataset,
                $"{validation} of {trainCount} training images are for validation; expected at least 1, and 1 left to train on"
            );
        }

        var shuffled = Shuffled(trainCount, seed, "split");
        var train = Limited(shuffled[validation..], spec.TrainLimit, spec.Dataset, "training");
        return new(train, shuffled[..validation]);
    }

    /// <summary>The test images used: all of them, or the first of a shuffle where <see cref="DataSpec.TestLimit"/> says so.</summary>
    /// <exception cref="DatasetException">No test images.</exception>
    public static int[] Test(int testCount, DataSpec spec, ulong seed) =>
        Limited(Shuffled(testCount, seed, "test-split"), spec.TestLimit, spec.Dataset, "test");

    private static int[] Limited(int[] indices, int? limit, string dataset, string kind)
    {
        var count = Math.Min(limit ?? indices.Length, indices.Length);
        return count > 0
            ? indices[..count]
            : throw DatasetFault.Empty(dataset, $"{count} {kind} images are left; expected at least 1");
    }

    private static int[] Shuffled(int count, ulong seed, string purpose)
    {
        var indices = Enumerable.Range(0, count).ToArray();
        SeededShuffle.Shuffle(indices, SeededRandom.Create(seed, purpose));
        return indices;
    }
}
