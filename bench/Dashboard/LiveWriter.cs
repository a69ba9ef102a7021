using System.Collections.Concurrent;
using System.Diagnostics;

namespace NasCluster.DashboardBench;

/// <summary>Writes events at a steady pace and remembers when each was committed: nine epochs, then a candidate's end.</summary>
internal sealed class LiveWriter(FilledStore store, string experiment, int first, int perSecond) : IAsyncDisposable
{
    private const int BatchesPerSecond = 20;
    private const int EpochsBetween = 9;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<(long Sequence, double AtMs)> _commits = new();
    private Task _work = Task.CompletedTask;

    /// <summary>Last event of each commit and its time in milliseconds since 1970.</summary>
    public (long Sequence, double AtMs)[] Commits => [.. _commits];

    public void Start() => _work = Task.Run(WriteAsync);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    public static double NowMs() => (DateTime.UtcNow - DateTime.UnixEpoch).TotalMilliseconds;

    private async Task WriteAsync()
    {
        var random = new Random(3);
        using var connection = store.Open();
        var (number, written) = (first, 0L);
        var watch = Stopwatch.StartNew();
        while (!_stop.IsCancellationRequested)
        {
            await Task.Delay(1000 / BatchesPerSecond, _stop.Token);
            var due = (long)(watch.Elapsed.TotalSeconds * perSecond);
            using var transaction = connection.BeginTransaction();
            for (; written < due; written++)
            {
                if (written % (EpochsBetween + 1) < EpochsBetween)
                {
                    FilledStore.Event(
                        connection,
                        transaction,
                        experiment,
                        "epoch",
                        number,
                        "epoch 1 of 2: accuracy 0.5"
                    );
                }
                else
                {
                    FilledStore.Complete(connection, transaction, experiment, number++, random);
                }
            }

            using var last = connection.CreateCommand();
            (last.CommandText, last.Transaction) = (
                "select max(sequence) from event where experiment = $experiment",
                transaction
            );
            last.Parameters.AddWithValue("$experiment", experiment);
            var sequence = (long)last.ExecuteScalar()!;
            transaction.Commit();
            _commits.Enqueue((sequence, NowMs()));
        }
    }
}
