using System.Diagnostics;
using System.Globalization;

namespace NasCluster.Faults.Tests.Processes;

/// <summary>Watches an experiment's events as a browser does, and takes the stream up again where it breaks.</summary>
internal sealed class EventViewer(HttpClient http, string experiment)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly List<long> _seen = [];

    /// <summary>Sequence numbers in the order in which they came.</summary>
    public IReadOnlyList<long> Seen => _seen;

    /// <summary>When, by <see cref="Stopwatch"/>, the first event came after the stream had broken; 0 while it has not.</summary>
    public long BackAt { get; private set; }

    public int Breaks { get; private set; }

    /// <summary>Until the stream ends because the experiment has.</summary>
    public async Task WatchAsync(CancellationToken ct)
    {
        while (!await IsToldAsync(ct))
        {
            Breaks++;
            await Task.Delay(Pause, ct);
        }
    }

    private async Task<bool> IsToldAsync(CancellationToken ct)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/experiments/{experiment}/events");
            request.Headers.Add("Accept", "text/event-stream");
            var last = _seen.Count > 0 ? _seen[^1] : 0;
            request.Headers.Add("Last-Event-ID", last.ToString(CultureInfo.InvariantCulture));
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            answer.EnsureSuccessStatusCode();
            using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(ct));
            while (await lines.ReadLineAsync(ct) is { } line)
            {
                Take(line);
            }

            return true;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return false;
        }
    }

    private void Take(string line)
    {
        if (line.StartsWith("id: ", StringComparison.Ordinal))
        {
            _seen.Add(long.Parse(line.AsSpan(4), CultureInfo.InvariantCulture));
            BackAt = Breaks > 0 && BackAt == 0 ? Stopwatch.GetTimestamp() : BackAt;
        }
    }
}
