using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace NasCluster.Dashboard.Tests;

/// <summary>Takes what webhooks send; the first attempt of every message is refused.</summary>
public sealed class HookReceiver : IDisposable
{
    public const string Secret = "a-secret-for-the-tests";
    private readonly HttpListener _listener = new();
    private readonly ConcurrentDictionary<string, Received> _refused = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Received> _taken = new(StringComparer.Ordinal);

    public HookReceiver()
    {
        var port = Random.Shared.Next(20_000, 40_000);
        Url = $"http://127.0.0.1:{port}/hook";
        _listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        _listener.Start();
        _ = ListenAsync();
    }

    public string Url { get; }

    /// <summary>The message of an id when it has arrived, and how it was tried first.</summary>
    public async Task<(Received First, Received Last)> MessageAsync(string id)
    {
        while (true)
        {
            if (_taken.TryGetValue(id, out var taken))
            {
                return (_refused[id], taken);
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    public void Dispose() => _listener.Close();

    private async Task ListenAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
            var id = Uri.UnescapeDataString(context.Request.Headers["X-NasCluster-Delivery"]!);
            var received = new Received(
                await reader.ReadToEndAsync(),
                context.Request.Headers["X-NasCluster-Timestamp"]!,
                context.Request.Headers["X-NasCluster-Signature"]!
            );
            var isFirst = _refused.TryAdd(id, received);
            if (!isFirst)
            {
                _taken[id] = received;
            }

            context.Response.StatusCode = isFirst ? 503 : 204;
            context.Response.Close();
        }
    }

    public sealed record Received(string Body, string Time, string Signature);
}
