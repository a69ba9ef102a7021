using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NasCluster.Dashboard.Live;

namespace NasCluster.Dashboard.Notices;

/// <summary>Sends what lies in the outbox, again and again with longer pauses until it arrives. Each message is signed.</summary>
/// <remarks>
/// The signature is the HMAC-SHA256 of the time, a dot and the body, with the webhook's secret. A message that arrived and
/// whose outcome was lost with the process comes again with the same id.
/// </remarks>
internal sealed partial class WebhookSender(
    WebhookOutbox outbox,
    HttpClient http,
    TimeProvider clock,
    ILogger<WebhookSender> logger
) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>"sha256=" and the signature in hexadecimal digits.</summary>
    public static string Sign(string secret, string time, string body) =>
        "sha256="
        + Convert.ToHexStringLower(
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{time}.{body}"))
        );

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!outbox.IsUsed)
        {
            return;
        }

        using var timer = new PeriodicTimer(Pace, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var (hook, message) in await outbox.DueAsync(stoppingToken))
                {
                    await outbox.SettleAsync(hook, await SendAsync(hook, message, stoppingToken), stoppingToken);
                }
            }
            catch (Exception e) when (ClusterFault.Is(e))
            {
                // The store has them; they are due later too.
            }
        }
    }

    private async Task<WebhookMessage> SendAsync(Webhook hook, WebhookMessage message, CancellationToken ct)
    {
        string outcome;
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(Patience);
            using var response = await http.SendAsync(Request(hook, message.Notice), limit.Token);
            outcome = string.Create(CultureInfo.InvariantCulture, $"{(int)response.StatusCode}");
            if (response.IsSuccessStatusCode)
            {
                return message.Arrived(outcome);
            }
        }
        catch (Exception e)
            when (e is HttpRequestException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            outcome = e is HttpRequestException ? e.Message : "no answer in time";
        }

        LogFailed(hook.Url.Host, message.Notice.Id, outcome);
        return message.Failed(outcome, clock.GetUtcNow());
    }

    private HttpRequestMessage Request(Webhook hook, Notice notice)
    {
        var body = JsonSerializer.Serialize(
            new
            {
                id = notice.Id,
                kind = Webhooks.Word(notice.Kind),
                notice.Subject,
                notice.Text,
                notice.Path,
                notice.At,
            },
            JsonSerializerOptions.Web
        );
        var time = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, hook.Url)
        {
            Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        request.Headers.Add("X-NasCluster-Delivery", Uri.EscapeDataString(notice.Id));
        request.Headers.Add("X-NasCluster-Timestamp", time);
        request.Headers.Add("X-NasCluster-Signature", Sign(hook.Secret, time, body));
        return request;
    }

    [LoggerMessage(LogLevel.Warning, "The webhook at {Host} did not take '{Notice}': {Outcome}")]
    private partial void LogFailed(string host, string notice, string outcome);
}
