namespace NasCluster.Silo.Slots;

/// <summary>How long a free slot waits before it looks for work again: short at first, since results bring new work soon.</summary>
internal sealed class PollPause(TimeSpan longest)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);
    private TimeSpan _next = Shortest;

    /// <summary>Twice as long each time, up to the longest.</summary>
    public TimeSpan Next()
    {
        var pause = _next < longest ? _next : longest;
        _next = pause * 2;
        return pause;
    }

    /// <summary>There was work.</summary>
    public void Reset() => _next = Shortest;
}
