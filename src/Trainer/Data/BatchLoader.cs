using NasCluster.Domain.Search;

namespace NasCluster.Trainer.Data;

/// <summary>
/// Makes batches ahead of the training, on a thread of its own. What an epoch holds depends on the seed and the epoch's
/// number only: not on timing, nor on the epochs before, so that a resumed training sees the batches it would have seen.
/// </summary>
/// <param name="images">The set the indices count in.</param>
/// <param name="indices">Images to use.</param>
/// <param name="options">Batch size, augmentation, seed.</param>
public sealed class BatchLoader(ImageSet images, int[] indices, LoaderOptions options) : IDisposable
{
    private readonly ImageNormalizer _normalizer = new(images, options.Statistics);
    private readonly BatchBuffers _buffers = new(options.BatchSize, images.ImageBytes, images.Targets.PerImage);
    private readonly CancellationTokenSource _disposal = new();
    private bool _disposed;

    /// <summary>The images the indices count in.</summary>
    public ImageSet Images => images;

    /// <summary>Images of a whole batch.</summary>
    public int BatchSize => options.BatchSize;

    /// <summary>Batches of one epoch.</summary>
    public int BatchCount
    {
        get
        {
            var (whole, rest) = Math.DivRem(indices.Length, options.BatchSize);
            return whole + (rest >= (options.Training ? 2 : 1) ? 1 : 0);
        }
    }

    /// <summary>The batches of an epoch, once; dispose each when it is used up. Leaving the loop early ends the thread.</summary>
    /// <param name="epoch">Counted from 0; any number, in any order.</param>
    /// <exception cref="ObjectDisposedException">The loader is disposed of, before or during the enumeration.</exception>
    public IEnumerable<Batch> Epoch(int epoch)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return BatchQueue.Run(Make(epoch), options.Queue, _disposal.Token);
    }

    /// <summary>Ends the threads of all enumerations that are under way.</summary>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _disposal.Cancel();
            _disposal.Dispose();
        }
    }

    private IEnumerable<Batch> Make(int epoch)
    {
        var order = OrderOf(epoch);
        var changes = new ImageChanges(images, _normalizer, options, epoch);
        for (var number = 0; number < BatchCount; number++)
        {
            var start = number * options.BatchSize;
            var chosen = order.AsMemory(start, Math.Min(options.BatchSize, order.Length - start));
            yield return Fill(_buffers.Take(chosen.Length), chosen.Span, changes);
        }
    }

    private Batch Fill(Batch batch, ReadOnlySpan<int> chosen, ImageChanges changes)
    {
        var labels = images.Targets.PerImage;
        for (var i = 0; i < chosen.Length; i++)
        {
            var change = changes.Copy(chosen[i], batch.Pixels.AsSpan(i * images.ImageBytes, images.ImageBytes));
            images.Targets.Copy(chosen[i], change, batch.Labels.AsSpan(i * labels, labels));
        }

        return batch;
    }

    private int[] OrderOf(int epoch)
    {
        var order = (int[])indices.Clone();
        if (options.Training)
        {
            SeededShuffle.Shuffle(order, SeededRandom.Create(options.Seed, "order", epoch));
        }

        return order;
    }
}
