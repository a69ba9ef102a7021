namespace NasCluster.Silo.Trainers;

/// <summary>
/// One computation at a time for each key, shared by all who ask while it runs: a call that is repeated because its answer did
/// not come in time joins the first one's. Who gives up does not end it for the others.
/// </summary>
internal sealed class SharedWork<T>
{
    private readonly Lock _turn = new();
    private readonly Dictionary<string, Task<T>> _running = new(StringComparer.Ordinal);

    public Task<T> RunAsync(string key, Func<Task<T>> work, CancellationToken ct)
    {
        lock (_turn)
        {
            if (!_running.TryGetValue(key, out var running))
            {
                running = _running[key] = Task.Run(() => OnceAsync(key, work), CancellationToken.None);
            }

            return running.WaitAsync(ct);
        }
    }

    private async Task<T> OnceAsync(string key, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        finally
        {
            lock (_turn)
            {
                _running.Remove(key);
            }
        }
    }
}
