namespace NasCluster.Faults.Tests.Simulation;

/// <summary>
/// Lets one actor run at a time, from one turn to the next, and picks who is next by a seeded draw: whatever threads the
/// store uses, the order of all steps depends on the seed alone.
/// </summary>
internal sealed class Turns(Random random)
{
    private readonly List<TaskCompletionSource> _waiting = [];
    private readonly List<Exception> _failed = [];
    private TaskCompletionSource _quiet = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Turns that were given out.</summary>
    public int Count { get; private set; }

    /// <summary>Waits for this actor's next turn.</summary>
    public Task NextAsync()
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Add(turn);
        _quiet.SetResult();
        return turn.Task;
    }

    /// <summary>Runs the actors until the condition holds. The actors must not end by themselves.</summary>
    /// <exception cref="InvalidOperationException">It does not come to hold.</exception>
    public async Task RunAsync(IEnumerable<Func<Task>> actors, Func<Task<bool>> ended, Action betweenTurns, int most)
    {
        foreach (var actor in actors)
        {
            await HandOverAsync(() => _ = GuardAsync(actor));
        }

        while (!await ended())
        {
            if (Count++ > most)
            {
                throw new InvalidOperationException($"It has not ended after {most} turns.");
            }

            betweenTurns();
            var next = random.Next(_waiting.Count);
            var turn = _waiting[next];
            _waiting.RemoveAt(next);
            await HandOverAsync(turn.SetResult);
            if (_failed.Count > 0)
            {
                throw new InvalidOperationException("An actor failed.", _failed[0]);
            }
        }
    }

    private async Task HandOverAsync(Action start)
    {
        _quiet = new(TaskCreationOptions.RunContinuationsAsynchronously);
        start();
        await _quiet.Task;
    }

    private async Task GuardAsync(Func<Task> actor)
    {
        try
        {
            await actor();
        }
        catch (Exception error)
        {
            _failed.Add(error);
            _quiet.SetResult();
        }
    }
}
