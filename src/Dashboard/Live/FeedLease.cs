namespace NasCluster.Dashboard.Live;

/// <summary>Somebody looks at a feed until this is disposed.</summary>
internal sealed class FeedLease(ExperimentFeed feed, Action release) : IDisposable
{
    private int _released;

    public ExperimentFeed Feed => feed;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _released, 1) == 0)
        {
            release();
        }
    }
}
