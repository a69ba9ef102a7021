using System.Collections.Immutable;

namespace NasCluster.Dashboard.Live;

/// <summary>One feed for each experiment that somebody looks at; it lingers a while after the last one has gone.</summary>
internal sealed class ExperimentFeeds(ClusterConnection cluster, TimeProvider clock, ILogger<ExperimentFeed> logger)
    : IAsyncDisposable
{
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(20);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (ExperimentFeed Feed, int Viewers)> _feeds = new(StringComparer.Ordinal);

    public FeedLease Open(string id)
    {
        lock (_lock)
        {
            // What was missing may be there by now.
            if (!_feeds.TryGetValue(id, out var entry) || entry.Feed.IsMissing)
            {
                entry = (new(id, cluster, clock, logger), entry.Viewers);
                entry.Feed.Start();
            }

            _feeds[id] = entry with { Viewers = entry.Viewers + 1 };
            return new(entry.Feed, () => _ = ReleaseAsync(id));
        }
    }

    /// <summary>The experiment as it is now; null where there is none.</summary>
    public async Task<ExperimentSnapshot?> ReadAsync(string id, CancellationToken ct)
    {
        using var lease = Open(id);
        return await lease.Feed.FreshAsync(ct);
    }

    /// <summary>Ends all of them, before the connection that they read from is closed.</summary>
    public async ValueTask DisposeAsync()
    {
        ImmutableArray<ExperimentFeed> all;
        lock (_lock)
        {
            all = [.. _feeds.Values.Select(entry => entry.Feed)];
            _feeds.Clear();
        }

        foreach (var feed in all)
        {
            await feed.DisposeAsync();
        }
    }

    private async Task ReleaseAsync(string id)
    {
        await Task.Delay(Linger, clock);
        ExperimentFeed? unused = null;
        lock (_lock)
        {
            if (!_feeds.TryGetValue(id, out var entry))
            {
                return;
            }

            if (entry.Viewers == 1)
            {
                _feeds.Remove(id);
                unused = entry.Feed;
            }
            else
            {
                _feeds[id] = entry with { Viewers = entry.Viewers - 1 };
            }
        }

        if (unused is not null)
        {
            await unused.DisposeAsync();
        }
    }
}
