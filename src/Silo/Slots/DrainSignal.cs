namespace NasCluster.Silo.Slots;

/// <summary>The end of a slot in two steps: nothing new is taken from <see cref="Begun"/> on; at <see cref="Over"/> work is dropped.</summary>
internal sealed class DrainSignal : IDisposable
{
    private readonly CancellationTokenSource _over;
    private readonly CancellationTokenRegistration _registration;

    public DrainSignal(TimeSpan patience, TimeProvider clock, CancellationToken stopping)
    {
        Begun = stopping;
        _over = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        var over = _over;
        _registration = stopping.Register(() => Begin(over, patience));
    }

    public CancellationToken Begun { get; }

    public CancellationToken Over => _over.Token;

    public void Dispose()
    {
        _registration.Dispose();
        _over.Dispose();
    }

    private static void Begin(CancellationTokenSource over, TimeSpan patience)
    {
        if (patience > TimeSpan.Zero)
        {
            over.CancelAfter(patience);
        }
        else
        {
            over.Cancel();
        }
    }
}
