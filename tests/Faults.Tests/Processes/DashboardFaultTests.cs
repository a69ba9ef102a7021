using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using NasCluster.Faults.Tests.Shared;
using NasCluster.Storage.Tests.Postgres;

namespace NasCluster.Faults.Tests.Processes;

/// <summary>Rows A17 and C7, for `eng/chaos`: the dashboard's process before a silo.</summary>
public sealed class DashboardFaultTests(PostgresServer server)
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    /// <summary>The dashboard is killed while twenty watch, and started again three seconds later.</summary>
    [Fact(Explicit = true)]
    public async Task A17_DashboardKilledWhileWatched_NoEventIsMissedOrComesTwice()
    {
        await using var cluster = await FaultCluster.CreateAsync(
            server,
            FaultSpec.Of("a17", "seconds=0.1", candidates: 24, epochs: 8)
        );
        var (gateway, port) = await StartSiloAsync(cluster, slots: 2);
        using var http = Client(port);
        var viewers = Enumerable.Range(0, 20).Select(_ => new EventViewer(http, cluster.Experiment)).ToList();
        var dashboard = await DashboardProcess.StartAsync(gateway, cluster.Name, port);
        var watching = Task.WhenAll(viewers.Select(viewer => viewer.WatchAsync(Ct)));
        await cluster.UntilAsync("all watch", () => viewers.All(viewer => viewer.Seen.Count > 30));
        dashboard.Kill();
        await Task.Delay(TimeSpan.FromSeconds(3), Ct);
        using var again = await DashboardProcess.StartAsync(gateway, cluster.Name, port);
        var started = Stopwatch.GetTimestamp();
        await cluster.EndAsync();
        await watching.WaitAsync(TimeSpan.FromSeconds(30), Ct);
        var last = await cluster.NumberAsync("select max(sequence) from event");
        var all = Enumerable.Range(1, (int)last).Select(number => (long)number).ToList();
        Assert.All(viewers, viewer => Assert.Equal(all, viewer.Seen));
        Assert.All(viewers, viewer => Assert.True(viewer.Breaks > 0, "its stream did not break"));
        var back = viewers.Max(viewer => Stopwatch.GetElapsedTime(started, viewer.BackAt).TotalSeconds);
        var figures = await cluster.FiguresAsync() with { Seconds = Math.Max(0, back) };
        figures.Check("A17", mostRepeated: 0, mostSeconds: 10);
    }

    /// <summary>Two hundred connections send a byte a second, half of them of the head and half of the body of a request.</summary>
    [Fact(Explicit = true)]
    public async Task C7_ConnectionsThatTrickle_AreClosedAndOthersAreAnswered()
    {
        await using var cluster = await FaultCluster.CreateAsync(
            server,
            FaultSpec.Of("c7", "seconds=0.5", candidates: 2, epochs: 4)
        );
        var (gateway, port) = await StartSiloAsync(cluster, slots: 1);
        using var dashboard = await DashboardProcess.StartAsync(gateway, cluster.Name, port);
        using var http = Client(port);
        await SlowAnswerAsync(http, cluster.Experiment, 20);
        var calm = await SlowAnswerAsync(http, cluster.Experiment, 100);
        var trickles = Enumerable.Range(0, 200).Select(number => TrickleAsync(port, body: number % 2 == 0)).ToList();
        var during = await SlowAnswerAsync(http, cluster.Experiment, 100);
        Assert.DoesNotContain(trickles.Take(2), trickle => trickle.IsCompleted);
        var longest = (await Task.WhenAll(trickles)).Max();
        await cluster.EndAsync();
        FaultLog.Write(
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"row":"C7","connections":200,"p95 before ms":{{calm:F1}},"p95 during ms":{{during:F1}},"T":{{longest:F1}}}"""
            )
        );
        Assert.InRange(longest, 0, 30);
        Assert.True(during <= 2 * calm, $"p95 {during} ms instead of {calm} ms");
        (await cluster.FiguresAsync()).Check("C7", mostRepeated: 0);
    }

    private static HttpClient Client(int port) =>
        new()
        {
            BaseAddress = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")),
            Timeout = TimeSpan.FromMinutes(2),
        };

    /// <summary>A silo with a gateway; the gateway's port, and one for a dashboard.</summary>
    private static async Task<(int Gateway, int Port)> StartSiloAsync(FaultCluster cluster, int slots)
    {
        var gateway = SlowRelay.FreePort();
        await cluster.StartSiloAsync(slots, ("FAULT_GATEWAY", gateway.ToString(CultureInfo.InvariantCulture)));
        return (gateway, SlowRelay.FreePort());
    }

    /// <summary>The 95th percentile, in milliseconds, of answers to requests one after the other.</summary>
    private static async Task<double> SlowAnswerAsync(HttpClient http, string experiment, int requests)
    {
        var times = new List<double>();
        for (var request = 0; request < requests; request++)
        {
            var watch = Stopwatch.StartNew();
            using var answer = await http.GetAsync($"/api/v1/experiments/{experiment}", Ct);
            answer.EnsureSuccessStatusCode();
            times.Add(watch.Elapsed.TotalMilliseconds);
            await Task.Delay(50, Ct);
        }

        return times.Order().ElementAt(requests * 95 / 100);
    }

    /// <summary>Seconds until the server closes a connection that sends a byte a second.</summary>
    private static async Task<double> TrickleAsync(int port, bool body)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync("127.0.0.1", port, Ct);
        var stream = connection.GetStream();
        var head = "POST /api/v1/experiments HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
        var begin = body ? $"{head}Content-Length: 1000\r\n\r\n" : head;
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(begin), Ct);
        var watch = Stopwatch.StartNew();
        var answer = ReadAsync(stream);
        while (!answer.IsCompleted && watch.Elapsed < TimeSpan.FromSeconds(60))
        {
            await Task.WhenAny(answer, Task.Delay(TimeSpan.FromSeconds(1), Ct));
            try
            {
                await stream.WriteAsync("x"u8.ToArray(), Ct);
            }
            catch (IOException)
            {
                break;
            }
        }

        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>Until the server has closed its side.</summary>
    private static async Task ReadAsync(NetworkStream stream)
    {
        var buffer = new byte[4096];
        try
        {
            while (await stream.ReadAsync(buffer, Ct) > 0) { }
        }
        catch (IOException)
        {
            // It was reset.
        }
    }
}
