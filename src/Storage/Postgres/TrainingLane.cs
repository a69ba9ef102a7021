using System.Threading.Channels;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Ports;
using NasCluster.Storage.Rows;

namespace NasCluster.Storage.Postgres;

/// <summary>
/// Claims, epochs and results of all slots of this process, many of them in one transaction: what comes in while one is
/// being committed goes into the next. A single caller waits for nobody; a hundred share a flush of the server's log.
/// </summary>
internal sealed class TrainingLane : IDisposable
{
    private const int MostWrites = 512;

    private readonly PostgresTransactions _transactions;
    private readonly ConfigurationCache _configurations;
    private readonly LastEpochs _lastEpochs = new();
    private readonly TimeSpan _patience;
    private readonly Channel<QueuedWrite> _queue = Channel.CreateUnbounded<QueuedWrite>(
        new() { SingleReader = true, AllowSynchronousContinuations = false }
    );
    private readonly Queue<QueuedWrite> _heldBack = [];
    private readonly Task _pump;

    public TrainingLane(PostgresTransactions transactions, ConfigurationCache configurations, TimeSpan patience)
    {
        _patience = patience;
        _transactions = transactions;
        _configurations = configurations;
        _pump = Task.Run(PumpAsync);
    }

    /// <summary>Cancelled only while it waits: once it is sent its outcome is awaited.</summary>
    /// <exception cref="StoreAwayException">The server is away.</exception>
    public Task<T> WriteAsync<T>(QueuedWrite<T> write)
    {
        write.Ct.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(!_queue.Writer.TryWrite(write), this);
        return write.Task;
    }

    /// <summary>Returns after the writes that were accepted.</summary>
    public void Dispose()
    {
        _queue.Writer.TryComplete();
        _pump.Wait();
    }

    private async Task PumpAsync()
    {
        while (_heldBack.Count > 0 || await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            var group = Take();
            if (group.Count > 0)
            {
                await RunAsync(group).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The next writes, at most one of each candidate: those of one candidate come one after the other.</summary>
    private List<QueuedWrite> Take()
    {
        var group = new List<QueuedWrite>();
        var candidates = new HashSet<CandidateId>();
        for (var waiting = _heldBack.Count; waiting > 0; waiting--)
        {
            Sort(_heldBack.Dequeue(), group, candidates);
        }

        while (group.Count < MostWrites && _queue.Reader.TryRead(out var write))
        {
            Sort(write, group, candidates);
        }

        return group;
    }

    private void Sort(QueuedWrite write, List<QueuedWrite> group, HashSet<CandidateId> candidates)
    {
        if (write.Ct.IsCancellationRequested)
        {
            write.Cancel();
        }
        else if (write.Candidate is { } candidate && !candidates.Add(candidate))
        {
            _heldBack.Enqueue(write);
        }
        else
        {
            group.Add(write);
        }
    }

    private async Task RunAsync(List<QueuedWrite> group)
    {
        try
        {
            var training = new TrainingGroup(group, _configurations, _lastEpochs);
            await _transactions
                .RunAsync(CommitWait.Flushed, training.WriteAsync, CancellationToken.None, _patience)
                .ConfigureAwait(false);
            training.NoteLastEpochs();
            group.ForEach(write => write.Deliver());
        }
        catch (Exception error) when (error is not StoreAwayException && group.Count > 1)
        {
            // One of them is at fault; the others must not pay for it.
            foreach (var write in group)
            {
                await RunAsync([write]).ConfigureAwait(false);
            }
        }
        catch (Exception error)
        {
            group.ForEach(write => write.Fail(error));
        }
    }
}
