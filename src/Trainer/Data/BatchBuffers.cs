using System.Collections.Concurrent;

namespace NasCluster.Trainer.Data;

/// <summary>Arrays of whole batches, used again and again: a batch is large enough to burden the garbage collector.</summary>
internal sealed class BatchBuffers(int batchSize, int imageLength, int labelsPerImage)
{
    private readonly ConcurrentBag<(float[] Pixels, long[] Labels)> _free = [];

    /// <summary>A batch with any content. One that is not whole (the last of an epoch) has arrays of its own length.</summary>
    public Batch Take(int count)
    {
        if (count != batchSize)
        {
            return new Batch(
                new float[count * imageLength],
                new long[count * labelsPerImage],
                giveBack: null,
                labelsPerImage
            );
        }

        var (pixels, labels) = _free.TryTake(out var free)
            ? free
            : (new float[batchSize * imageLength], new long[batchSize * labelsPerImage]);
        return new Batch(pixels, labels, GiveBack, labelsPerImage);
    }

    private void GiveBack(Batch batch) => _free.Add((batch.Pixels, batch.Labels));
}
