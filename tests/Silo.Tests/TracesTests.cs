using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Hosting;

namespace NasCluster.Silo.Tests;

/// <summary>What a silo sends to a collector of OpenTelemetry.</summary>
/// <remarks>Alone in the process: the collector is named by the environment.</remarks>
[Collection(nameof(Alone))]
public sealed class TracesTests : IDisposable
{
    private const string Collector = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private static readonly CancellationToken Ct = CancellationToken.None;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nas-traces-");
    private readonly HttpListener _listener = new();

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Collector, null);
        Environment.SetEnvironmentVariable(Protocol, null);
        _listener.Close();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Attempt_CollectorNamed_ItsSpansArriveThere()
    {
        var address = $"http://127.0.0.1:{FreePort()}/";
        _listener.Prefixes.Add(address);
        _listener.Start();
        var received = ReceiveAsync();
        Environment.SetEnvironmentVariable(Collector, address);
        Environment.SetEnvironmentVariable(Protocol, "http/protobuf");
        using var alone = FolderLock.TryTake(_folder.FullName)!;
        var (host, _) = ServingSilo.Build(Configure, FreePort(), alone, _ => { });
        using (host)
        {
            await host.StartAsync(Ct);
            var spec = WidthsExperiment.Spec("traced", candidates: 1) with { Trainer = new() { Epochs = 2 } };
            await WidthsExperiment.RunAsync(host, spec, Ct);
            await host.StopAsync(Ct);
        }

        _listener.Stop();
        var bodies = await received;
        var traces = string.Concat(bodies.Where(body => body.Path == "/v1/traces").Select(body => body.Text));
        Assert.Contains("NasCluster.Slots", traces, StringComparison.Ordinal);
        foreach (var name in new[] { "attempt", "record", "settle", "nascluster.outcome", "traced-1" })
        {
            Assert.Contains(name, traces, StringComparison.Ordinal);
        }

        var metrics = string.Concat(bodies.Where(body => body.Path == "/v1/metrics").Select(body => body.Text));
        Assert.Contains("nascluster.epochs", metrics, StringComparison.Ordinal);
    }

    private void Configure(SiloOptions options)
    {
        (options.DataFolder, options.Slots, options.Threads) = (_folder.FullName, 1, 1);
        (options.Address, options.Trainers) = ("127.0.0.1", new PromptTrainers());
        options.TrainerPath = typeof(TracesTests).Assembly.Location;
    }

    /// <summary>All requests until the listener stops. Names in protobuf are plain text.</summary>
    private async Task<List<(string Path, string Text)>> ReceiveAsync()
    {
        var bodies = new List<(string, string)>();
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body, Ct);
                bodies.Add((context.Request.Url!.AbsolutePath, Encoding.Latin1.GetString(body.ToArray())));
                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            return bodies;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
