using System.Text.Json;
using System.Text.Json.Serialization;
using NasCluster.Dashboard.Live;

namespace NasCluster.Dashboard.Notices;

/// <summary>Messages to webhooks, kept in the cluster's store until they have arrived.</summary>
internal sealed class WebhookOutbox(ClusterConnection cluster, Webhooks hooks, TimeProvider clock) : IDisposable
{
    private const int MostKept = 10_000;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    private readonly Dictionary<(string Hook, string Notice), WebhookMessage> _messages = [];
    private readonly SemaphoreSlim _one = new(1, 1);
    private bool _isRead;

    /// <summary>There are webhooks.</summary>
    public bool IsUsed => !hooks.All.IsEmpty;

    /// <summary>Keeps the notice for each webhook that wants its kind; one that is there already stays as it is.</summary>
    public async Task AddAsync(Notice notice, CancellationToken ct)
    {
        foreach (var hook in hooks.All.Where(hook => hook.Kinds.Contains(notice.Kind)))
        {
            await _one.WaitAsync(ct);
            try
            {
                await ReadAsync(ct);
                if (!_messages.ContainsKey((hook.Id, notice.Id)))
                {
                    await KeepAsync(hook, new(notice, Attempts: 0, clock.GetUtcNow()), ct);
                }
            }
            finally
            {
                _one.Release();
            }
        }
    }

    /// <summary>Messages that are due now, the oldest first.</summary>
    public async Task<IReadOnlyList<(Webhook Hook, WebhookMessage Message)>> DueAsync(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            await ReadAsync(ct);
            var now = clock.GetUtcNow();
            return
            [
                .. _messages
                    .Where(pair => pair.Value.Next <= now)
                    .Select(pair => (Hook: hooks.All.FirstOrDefault(hook => hook.Id == pair.Key.Hook)!, pair.Value))
                    .Where(pair => pair.Hook is not null)
                    .OrderBy(pair => pair.Value.Notice.At),
            ];
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Keeps what became of an attempt.</summary>
    public async Task SettleAsync(Webhook hook, WebhookMessage message, CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            await KeepAsync(hook, message, ct);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private static string KindOf(Webhook hook) => $"webhook/{hook.Id}";

    private async Task ReadAsync(CancellationToken ct)
    {
        if (_isRead)
        {
            return;
        }

        foreach (var hook in hooks.All)
        {
            foreach (var record in await cluster.Client.RecordsAsync(KindOf(hook), before: null, MostKept, ct))
            {
                _messages[(hook.Id, record.Key)] = JsonSerializer.Deserialize<WebhookMessage>(record.Content, Json)!;
            }
        }

        _isRead = true;
    }

    private async Task KeepAsync(Webhook hook, WebhookMessage message, CancellationToken ct)
    {
        await cluster.Client.SaveRecordAsync(
            new(KindOf(hook), message.Notice.Id, JsonSerializer.Serialize(message, Json)),
            ct
        );
        _messages[(hook.Id, message.Notice.Id)] = message;
    }
}
