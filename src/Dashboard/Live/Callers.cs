namespace NasCluster.Dashboard.Live;

/// <summary>Those who wait for a reading that begins after they came; all of them are served by the same one.</summary>
internal sealed class Callers
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _next = New();
    private TaskCompletionSource _asked = New();
    private bool _closed;

    /// <summary>Waits for the next reading; at once where there will be none.</summary>
    public Task WaitAsync(CancellationToken ct)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return Task.CompletedTask;
            }

            _asked.TrySetResult();
            return _next.Task.WaitAsync(ct);
        }
    }

    /// <summary>A reading begins: who came before it is served when it is completed.</summary>
    public TaskCompletionSource Take()
    {
        lock (_lock)
        {
            var served = _next;
            (_next, _asked) = (New(), New());
            return served;
        }
    }

    /// <summary>Waits until somebody asks, and no longer than a pause.</summary>
    public async Task AnyAsync(TimeSpan pause, TimeProvider clock, CancellationToken ct)
    {
        Task asked;
        lock (_lock)
        {
            asked = _asked.Task;
        }

        try
        {
            await asked.WaitAsync(pause, clock, ct);
        }
        catch (TimeoutException)
        {
            // Nobody asked.
        }
    }

    /// <summary>There will be no reading any more: what is known is the end.</summary>
    public void Close() => End(waiting => waiting.TrySetResult());

    /// <summary>There will be no reading any more.</summary>
    public void Fail(Exception reason) => End(waiting => waiting.TrySetException(reason));

    private static TaskCompletionSource New()
    {
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // A failure that nobody waits for is told in the log.
        _ = source.Task.ContinueWith(
            static task => task.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default
        );
        return source;
    }

    private void End(Action<TaskCompletionSource> how)
    {
        lock (_lock)
        {
            _closed = true;
            how(_next);
        }
    }
}
