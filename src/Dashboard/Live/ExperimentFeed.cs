using System.Collections.Immutable;
using System.Threading.Channels;
using NasCluster.Client;
using NasCluster.Domain.Experiments;

namespace NasCluster.Dashboard.Live;

/// <summary>
/// Follows one experiment for all who look at it. Events are taken in order of their numbers, each once, also when the
/// connection was lost in between; what changed is read anew at most a few times a second.
/// </summary>
internal sealed partial class ExperimentFeed(
    string id,
    ClusterConnection cluster,
    TimeProvider clock,
    ILogger<ExperimentFeed> logger
) : IAsyncDisposable
{
    /// <summary>Events that are kept of a long history.</summary>
    public const int EventsKept = 10_000;

    // Reading takes at most a fifth of the time.
    private const int RestFactor = 4;
    private static readonly TimeSpan ShortestPace = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _work = Task.CompletedTask;
    private TimeSpan _pace = ShortestPace;

    public string Id => id;

    /// <summary>Something new is to be seen.</summary>
    public event Action? Changed;

    public ExperimentSnapshot? Latest { get; private set; }

    /// <summary>There is no such experiment.</summary>
    public bool IsMissing { get; private set; }

    /// <summary>Why nothing new comes; null where it does.</summary>
    public string? Problem { get; private set; }

    /// <summary>Completes when there is a first answer.</summary>
    public Task First => _first.Task;

    public void Start() => _work = FollowAsync(_stop.Token);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task FollowAsync(CancellationToken ct)
    {
        var ended = false;
        while (!ended && !ct.IsCancellationRequested)
        {
            try
            {
                ended = await FollowOnceAsync(ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                LogFault(id, e.GetType().Name, e.Message);
                Problem = cluster.IsConnected
                    ? "The cluster does not answer now; what is shown may be old."
                    : e.Message;
                _first.TrySetResult();
                Changed?.Invoke();
                await Task.Delay(Retry, clock, ct);
            }
        }
    }

    /// <summary>True where nothing will change any more.</summary>
    private async Task<bool> FollowOnceAsync(CancellationToken ct)
    {
        var handle = cluster.Client.Experiment(id);
        if (await handle.GetSpecAsync(ct) is not { } spec)
        {
            IsMissing = true;
            _first.TrySetResult();
            Changed?.Invoke();
            return true;
        }

        var past = Latest?.Events ?? await PastAsync(handle, ct);
        var after = past.IsEmpty ? 0 : past[^1].Sequence;
        await LoadAsync(handle, spec, past, after, ct);
        var events = Channel.CreateUnbounded<ExperimentEvent>();
        var pump = PumpAsync(handle, after, events.Writer, ct);
        while (await events.Reader.WaitToReadAsync(ct))
        {
            await Task.Delay(_pace, clock, ct);
            var news = new List<ExperimentEvent>();
            while (events.Reader.TryRead(out var item))
            {
                news.Add(item);
            }

            await LoadAsync(handle, spec, Kept(Latest!.Events, news), news[^1].Sequence, ct);
        }

        await pump;
        return Latest!.Result.State.IsFinal;
    }

    private static async Task<ImmutableArray<ExperimentEvent>> PastAsync(ExperimentHandle handle, CancellationToken ct)
    {
        var tail = await EventTail.FindAsync(handle, ct);
        return await handle.GetEventsAsync(Math.Max(0, tail - EventsKept), EventsKept, ct);
    }

    private static async Task PumpAsync(
        ExperimentHandle handle,
        long after,
        ChannelWriter<ExperimentEvent> events,
        CancellationToken ct
    )
    {
        Exception? fault = null;
        try
        {
            await foreach (var item in handle.WatchAsync(after, ct))
            {
                events.TryWrite(item);
            }
        }
        catch (Exception e)
        {
            fault = e;
        }

        events.TryComplete(fault);
    }

    private async Task LoadAsync(
        ExperimentHandle handle,
        ExperimentSpec spec,
        ImmutableArray<ExperimentEvent> events,
        long sequence,
        CancellationToken ct
    )
    {
        var started = clock.GetTimestamp();
        // The result first: where it is final, the candidates are too.
        if (await handle.GetResultAsync(ct) is { } result)
        {
            Latest = new(spec, result, await handle.GetCandidatesAsync(ct), events, sequence);
            Problem = null;
            _first.TrySetResult();
            Changed?.Invoke();
        }

        var taken = clock.GetElapsedTime(started) * RestFactor;
        _pace = taken > ShortestPace ? taken : ShortestPace;
    }

    private static ImmutableArray<ExperimentEvent> Kept(ImmutableArray<ExperimentEvent> old, List<ExperimentEvent> news)
    {
        var all = old.AddRange(news);
        return all.Length > EventsKept ? all.RemoveRange(0, all.Length - EventsKept) : all;
    }

    [LoggerMessage(LogLevel.Warning, "{Experiment} cannot be read now: {Kind}: {Message}")]
    private partial void LogFault(string experiment, string kind, string message);
}
