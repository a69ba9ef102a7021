using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Hosting;

namespace NasCluster.Silo.Tests;

/// <summary>What a silo says of itself over HTTP after it has worked.</summary>
/// <remarks>Alone in the process: an exporter hears the meters of every silo in it.</remarks>
[Collection(nameof(Alone))]
public sealed partial class MetricsTests : IAsyncLifetime
{
    private const int Candidates = 6;
    private const int Epochs = 3;
    private static readonly CancellationToken Ct = CancellationToken.None;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nas-metrics-");
    private readonly int _port = FreePort();
    private FolderLock _lock = null!;
    private IHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _lock = FolderLock.TryTake(_folder.FullName)!;
        (_host, _) = ServingSilo.Build(
            options =>
            {
                (options.DataFolder, options.Slots, options.Threads) = (_folder.FullName, 2, 1);
                (options.Address, options.Trainers) = ("127.0.0.1", new PromptTrainers());
                options.TrainerPath = typeof(MetricsTests).Assembly.Location;
            },
            _port,
            _lock,
            _ => { }
        );
        await _host.StartAsync(Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(Ct);
        _host.Dispose();
        _lock.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Metrics_AfterAnExperiment_CountWhatWasDoneAndHaveWhatTheDashboardAsksFor()
    {
        var spec = WidthsExperiment.Spec("measured", Candidates) with { Trainer = new() { Epochs = Epochs } };
        await WidthsExperiment.RunAsync(_host, spec, Ct);
        using var http = new HttpClient();
        var text = await http.GetStringAsync($"http://127.0.0.1:{_port}/metrics", Ct);

        Assert.Equal(Candidates * Epochs, Value(text, "nascluster_epochs_total"));
        Assert.Equal(Candidates, Value(text, "nascluster_attempts_total", "outcome=\"completed\""));
        Assert.Equal(2, Value(text, "nascluster_slots"));
        Assert.Equal(0, Value(text, "nascluster_slots_busy"));
        Assert.Equal(0, Value(text, "nascluster_leases_held"));
        Assert.Equal(Candidates * Epochs, Value(text, "nascluster_record_duration_seconds_count"));

        var documented = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "observability.md"));
        var asked = Name().Matches(Dashboard()).Select(match => match.Value).ToHashSet();
        Assert.True(asked.Count >= 8, string.Join(", ", asked));
        Assert.All(asked, name => Assert.Contains($"`{Bare(name)}`", documented, StringComparison.Ordinal));
        Assert.All(
            asked.Where(name => !OnlyWhileRunning(name)),
            name => Assert.Contains($"\n# TYPE {Bare(name)} ", text, StringComparison.Ordinal)
        );
    }

    private static string Dashboard()
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "nascluster.json"));
        using var dashboard = JsonDocument.Parse(text);
        Assert.Equal("NasCluster", dashboard.RootElement.GetProperty("title").GetString());
        Assert.All(
            dashboard.RootElement.GetProperty("panels").EnumerateArray(),
            panel => Assert.NotEmpty(panel.GetProperty("targets").EnumerateArray())
        );
        return text;
    }

    /// <summary>The name of a histogram without what its parts add.</summary>
    private static string Bare(string name) => name.Replace("_seconds_bucket", "_seconds", StringComparison.Ordinal);

    /// <summary>Said of experiments while they run, and of refusals once there were some.</summary>
    private static bool OnlyWhileRunning(string name) =>
        name
            is "nascluster_queue_depth"
                or "nascluster_leases"
                or "nascluster_predictor_error"
                or "nascluster_candidates_final"
                or "nascluster_writes_refused_total";

    private static double Value(string text, string name, string label = "") =>
        text.Split('\n')
            .Where(line =>
                (
                    line.StartsWith(name + "{", StringComparison.Ordinal)
                    || line.StartsWith(name + " ", StringComparison.Ordinal)
                ) && line.Contains(label, StringComparison.Ordinal)
            )
            .Sum(line =>
                double.Parse(Sample().Match(line).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)
            );

    [GeneratedRegex(@"nascluster_[a-z_]+")]
    private static partial Regex Name();

    [GeneratedRegex(@"^\S+(?:\{.*\})? ([0-9.eE+-]+)")]
    private static partial Regex Sample();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
