using System.Text.Json;
using NasCluster.Dashboard.Live;
using NasCluster.Domain.Scheduling;

namespace NasCluster.Dashboard.Notices;

/// <summary>
/// Looks at all experiments and workers now and then and puts up what is worth a notice. With webhooks, what was seen is
/// kept in the store after the messages about it, so that neither is lost with the process.
/// </summary>
internal sealed partial class NoticeWatch(
    ClusterConnection cluster,
    ExperimentList experiments,
    NoticeBoard board,
    WebhookOutbox outbox,
    TimeProvider clock,
    ILogger<NoticeWatch> logger
) : BackgroundService
{
    private const string Kind = "notice-seen";
    private const int MostSeen = 10_000;
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);
    private readonly Dictionary<string, Sighting> _seen = new(StringComparer.Ordinal);
    private Dictionary<string, WorkerStatus> _workers = [];
    private bool _started;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, clock);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception e) when (ClusterFault.Is(e))
            {
                // Pages say that the cluster is away; what happens meanwhile is noticed afterwards.
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFault(e);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LookAsync(CancellationToken ct)
    {
        var first = !_started && await RecallAsync(ct);
        foreach (var overview in await experiments.ReadAsync(ct))
        {
            var id = overview.Result.Experiment;
            var now = Sighting.Of(overview);
            var before = _seen.GetValueOrDefault(id);
            if (now == before)
            {
                continue;
            }

            // What was there before anybody watched is no news.
            foreach (var notice in first ? [] : NoticeRules.Of(before, overview, clock.GetUtcNow()))
            {
                await PutAsync(notice, ct);
            }

            await KeepAsync(id, now, ct);
        }

        await LookAtWorkersAsync(ct);
        _started = true;
    }

    /// <summary>Reads what was seen before a restart; true where nothing ever was.</summary>
    private async Task<bool> RecallAsync(CancellationToken ct)
    {
        if (!outbox.IsUsed)
        {
            return true;
        }

        foreach (var record in await cluster.Client.RecordsAsync(Kind, before: null, MostSeen, ct))
        {
            _seen[record.Key] = JsonSerializer.Deserialize<Sighting>(record.Content, JsonSerializerOptions.Web)!;
        }

        return _seen.Count == 0;
    }

    private async Task KeepAsync(string id, Sighting now, CancellationToken ct)
    {
        if (outbox.IsUsed)
        {
            await cluster.Client.SaveRecordAsync(
                new(Kind, id, JsonSerializer.Serialize(now, JsonSerializerOptions.Web)),
                ct
            );
        }

        _seen[id] = now;
    }

    private async Task LookAtWorkersAsync(CancellationToken ct)
    {
        var now = (await cluster.Client.WorkersAsync(ct)).ToDictionary(worker => worker.Name, StringComparer.Ordinal);
        foreach (var (name, worker) in _workers)
        {
            if (!now.ContainsKey(name) && !worker.Leaving)
            {
                await PutAsync(NoticeRules.Lost(worker, clock.GetUtcNow()), ct);
            }
        }

        _workers = now;
    }

    private async Task PutAsync(Notice notice, CancellationToken ct)
    {
        await outbox.AddAsync(notice, ct);
        board.Add(notice);
    }

    [LoggerMessage(LogLevel.Error, "Notices were not looked for.")]
    private partial void LogFault(Exception error);
}
