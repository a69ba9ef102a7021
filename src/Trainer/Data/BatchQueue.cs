using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace NasCluster.Trainer.Data;

/// <summary>Runs a source of batches on a thread of its own, some batches ahead of the one who takes them.</summary>
internal sealed class BatchQueue : IDisposable
{
    private readonly BlockingCollection<Batch> _ready;
    private readonly CancellationTokenSource _stop;
    private readonly Thread _thread;
    private ExceptionDispatchInfo? _fault;

    private BatchQueue(IEnumerable<Batch> source, int capacity, CancellationToken ct)
    {
        _ready = new BlockingCollection<Batch>(capacity);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        _thread = new Thread(() => Fill(source)) { IsBackground = true, Name = "batch loader" };
        _thread.Start();
    }

    /// <summary>The source's batches in its order; a fault of the source comes out here, after the batches before it.</summary>
    /// <param name="source">Enumerated on the thread, which lives as long as the enumeration of the result.</param>
    /// <param name="capacity">Batches ahead.</param>
    /// <param name="ct">Ends the enumeration with an <see cref="ObjectDisposedException"/>.</param>
    public static IEnumerable<Batch> Run(IEnumerable<Batch> source, int capacity, CancellationToken ct)
    {
        using var queue = new BatchQueue(source, capacity, ct);
        while (queue.Next() is { } batch)
        {
            yield return batch;
        }
    }

    /// <summary>Ends the thread and waits for it.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _thread.Join();
        _ready.Dispose();
        _stop.Dispose();
    }

    private Batch? Next()
    {
        if (TryTake() is { } batch)
        {
            return batch;
        }

        // A queue that ends because it was stopped must not look like the end of an epoch.
        ObjectDisposedException.ThrowIf(_stop.IsCancellationRequested, typeof(BatchLoader));
        _fault?.Throw();
        return null;
    }

    private Batch? TryTake()
    {
        try
        {
            return _ready.TryTake(out var batch, Timeout.Infinite, _stop.Token) ? batch : null;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return null;
        }
    }

    private void Fill(IEnumerable<Batch> source)
    {
        try
        {
            foreach (var batch in source)
            {
                _ready.Add(batch, _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Whoever cancelled does not want the rest.
        }
        catch (Exception e)
        {
            _fault = ExceptionDispatchInfo.Capture(e);
        }
        finally
        {
            _ready.CompleteAdding();
        }
    }
}
