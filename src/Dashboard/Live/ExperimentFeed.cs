using NasCluster.Client;
using NasCluster.Domain.Experiments;

namespace NasCluster.Dashboard.Live;

/// <summary>
/// Keeps a copy of one experiment for all who look at it: read whole once, then only what is new since the last event
/// known. Events are taken in order of their numbers, each once, also when the connection was lost in between.
/// </summary>
internal sealed partial class ExperimentFeed(
    string id,
    ClusterConnection cluster,
    TimeProvider clock,
    ILogger<ExperimentFeed> logger
) : IAsyncDisposable
{
    private const int EventPage = 5_000;

    // Reading changes takes at most a quarter of the time, drawing for all who look at most half.
    private const int RestFactor = 3;
    private static readonly TimeSpan ShortestPace = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Callers _callers = new();
    private readonly ExperimentCopy _copy = new();
    private Task _work = Task.CompletedTask;
    private TimeSpan _drawing;

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

    /// <summary>As it is at some moment after this call; null where there is no such experiment.</summary>
    /// <exception cref="Exception">The cluster does not answer.</exception>
    public async Task<ExperimentSnapshot?> FreshAsync(CancellationToken ct)
    {
        if (Latest is { Result.State.IsFinal: true } ended)
        {
            return ended;
        }

        if (!IsMissing)
        {
            await _callers.WaitAsync(ct);
        }

        return IsMissing ? null : Latest;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _callers.Fail(new ClusterAwayException("The dashboard stops."));
        _stop.Dispose();
    }

    private async Task FollowAsync(CancellationToken ct)
    {
        var ended = false;
        while (!ended && !ct.IsCancellationRequested)
        {
            var (pause, isFirst) = (ShortestPace, Latest is null);
            var served = _callers.Take();
            try
            {
                var started = clock.GetTimestamp();
                _drawing = TimeSpan.Zero;
                ended = await ReadAsync(ct);
                served.TrySetResult();
                pause = isFirst ? pause : Rest(clock.GetElapsedTime(started));
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                served.TrySetException(e);
                Complain(e);
                pause = Retry;
            }

            if (!ended)
            {
                await _callers.AnyAsync(pause, clock, ct);
            }
        }

        _callers.Close();
    }

    private TimeSpan Rest(TimeSpan worked)
    {
        var rest = (worked - _drawing) * RestFactor + _drawing;
        return rest > ShortestPace ? rest : ShortestPace;
    }

    /// <summary>Takes all that is new; true where nothing will change any more.</summary>
    private async Task<bool> ReadAsync(CancellationToken ct)
    {
        var handle = cluster.Client.Experiment(id);
        if (!_copy.IsStarted && !await StartAsync(handle, ct))
        {
            IsMissing = true;
            Show();
            return true;
        }

        var (isNew, wasFinal) = (Latest is null, Latest?.Result.State.IsFinal == true);
        while (true)
        {
            var news = await handle.GetNewsAsync(_copy.Sequence, _copy.Count, EventPage, ct);
            var taken = _copy.Take(news!);
            isNew |= taken;
            if (_copy.Count < news!.Candidates || news.Events.Length == EventPage)
            {
                continue;
            }

            isNew |= Latest?.Result.State != news.Overview.Result.State || Problem is not null;
            if (isNew)
            {
                Latest = _copy.Snapshot(news);
                Show();
            }

            // Events were read before the state: those of the end may be in the next answer.
            return wasFinal && !taken;
        }
    }

    private async Task<bool> StartAsync(ExperimentHandle handle, CancellationToken ct)
    {
        if (await handle.GetSpecAsync(ct) is not { } spec)
        {
            return false;
        }

        var tail = await EventTail.FindAsync(handle, ct);
        const int kept = ExperimentCopy.EventsKept;
        _copy.Start(spec, await handle.GetEventsAsync(Math.Max(0, tail - kept), kept, ct));
        return true;
    }

    private void Show()
    {
        Problem = null;
        _first.TrySetResult();
        var started = clock.GetTimestamp();
        Changed?.Invoke();
        _drawing = clock.GetElapsedTime(started);
    }

    private void Complain(Exception e)
    {
        LogFault(id, e.GetType().Name, e.Message);
        Problem = cluster.IsConnected ? ClusterFault.Text(e) : e.Message;
        _first.TrySetResult();
        Changed?.Invoke();
    }

    [LoggerMessage(LogLevel.Warning, "{Experiment} cannot be read now: {Kind}: {Message}")]
    private partial void LogFault(string experiment, string kind, string message);
}
