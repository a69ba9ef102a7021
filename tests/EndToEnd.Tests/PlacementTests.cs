using System.Text.Json;
using NasCluster.Storage.Tests.Postgres;

namespace NasCluster.EndToEnd.Tests;

/// <summary>Work goes where the device is that it asks for.</summary>
public sealed class PlacementTests(PostgresServer server) : IDisposable
{
    private const string TwoDevices = """
        , "placement": { "train": "farm", "latency": "edge" }
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Nas _nas = new();

    public void Dispose() => _nas.Dispose();

    [Fact]
    public async Task Cluster_TrainAndLatencyOnDifferentDevices_EachWorkerDoesItsStep()
    {
        var database = await server.CreateDatabaseAsync();
        var connection = _nas.File("connection", database.ConnectionString);
        var file = _nas.File("e.json", Specs.Fake("placed", "\"fine\"", candidates: 4, TwoDevices));
        await using var control = Serve(connection, "serve", "--role", "control", "--gateway-port", "0");
        var line = await control.LineAsync("clients at ");
        var gateway = line[(line.LastIndexOf(' ') + 1)..];
        await using var farm = Serve(connection, "worker", "--slots", "2", "--device", "farm=cpu");
        await farm.SeenAsync("Serving as");

        await _nas.RunAsync("submit", file, "--gateway", gateway);
        var waiting = await WaitForDeviceAsync(gateway);
        await using var edge = Serve(connection, "worker", "--slots", "1", "--device", "edge=cpu");
        var watch = await _nas.RunAsync("watch", "placed-1", "--gateway", gateway, "--json");
        var candidates = await _nas.RunAsync("candidates", "placed-1", "--gateway", gateway, "--json");
        var workers = await _nas.RunAsync("workers", "--gateway", gateway, "--json");

        Assert.Equal(["edge"], waiting);
        Assert.True(watch.Code == 0, watch.Messages);
        var owners = OwnersOf(watch.Text);
        Assert.Equal(8, owners.Count);
        foreach (var (attempt, owner) in owners)
        {
            Assert.Contains(attempt == 1 ? "edge" : "farm", OffersOf(workers.Json, owner));
        }

        Assert.All(
            candidates.Json.EnumerateArray(),
            candidate =>
                Assert.Equal(4.5, candidate.GetProperty("metrics").GetProperty("latencyMs").GetDouble(), precision: 6)
        );
    }

    [Fact]
    public async Task Run_DeviceThisMachineLacks_IsRefusedNamingIt()
    {
        var file = _nas.File("e.json", Specs.Fake("placed", "\"fine\"", more: TwoDevices));

        var output = await _nas.RunAsync("run", file, "--device", "farm=cpu");

        Assert.Equal(2, output.Code);
        Assert.Contains("'placement.latency' is 'edge'", output.Messages, StringComparison.Ordinal);
        Assert.DoesNotContain("placement.train", output.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_BuiltInTrainer_MeasuresFirstAndTrainsWithinMemory()
    {
        var spec = Specs
            .Real("real", candidates: 2, epochs: 1)
            .Replace("\"ranking\"", "\"placement\": { \"latency\": \"edge\" }, \"ranking\"", StringComparison.Ordinal);
        var file = _nas.File("e.json", spec);
        string[] run = ["run", file, "--json", "--slots", "2", "--device", "edge=cpu", "--memory-gb", "4", "--pin"];

        var output = await _nas.RunAsync(run);

        Assert.True(output.Code == 0, output.Messages);
        var winner = output.Json.GetProperty("winner");
        var metrics = winner.GetProperty("metrics");
        Assert.Equal(2, winner.GetProperty("attempts").GetInt32());
        Assert.True(metrics.GetProperty("latencyMs").GetDouble() > 0);
        Assert.InRange(metrics.GetProperty("peakMemoryBytes").GetInt64(), 50_000_000, 4_000_000_000);
    }

    /// <summary>What the experiment waits for, as soon as it waits.</summary>
    private async Task<string?[]> WaitForDeviceAsync(string gateway)
    {
        for (var start = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(start) < Patience; )
        {
            var show = await _nas.RunAsync("show", "placed-1", "--gateway", gateway, "--json");
            var waiting = show.Json.GetProperty("waitingFor");
            if (waiting.GetArrayLength() > 0)
            {
                return [.. waiting.EnumerateArray().Select(device => device.GetString())];
            }
        }

        return [];
    }

    private static List<(int Attempt, string Owner)> OwnersOf(string events) =>
        [
            .. events
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonDocument.Parse(line).RootElement)
                .Where(item => item.GetProperty("kind").GetString() == "started")
                .Select(item => item.GetProperty("detail").GetString()!.Split(' '))
                .Select(words => (int.Parse(words[1], null), words[3].Split('/')[0])),
        ];

    private static string?[] OffersOf(JsonElement workers, string owner) =>
        [
            .. workers
                .EnumerateArray()
                .Single(worker => worker.GetProperty("name").GetString() == owner)
                .GetProperty("offers")
                .EnumerateArray()
                .Select(offer => offer.GetString()),
        ];

    private Nas.Running Serve(string connection, params string[] arguments) =>
        _nas.Start([.. arguments, "--silo-port", "0", "--http-port", "0"], ("NASCLUSTER_POSTGRES_FILE", connection));
}
