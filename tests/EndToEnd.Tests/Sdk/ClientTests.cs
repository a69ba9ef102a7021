using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using NasCluster.Client;
using NasCluster.Domain.Experiments;

namespace NasCluster.EndToEnd.Tests.Sdk;

/// <summary>The SDK over the wire.</summary>
public sealed class ClientTests : IDisposable
{
    private readonly Nas _nas = new();

    public void Dispose() => _nas.Dispose();

    [Fact]
    public async Task Calls_GatewayLostAndBack_GoOn()
    {
        var port = FreePort();
        var first = await ServeAsync(port);
        await using var nas = await NasClient.ConnectAsync(new NasClientOptions { Store = _nas.Store });
        var experiment = await nas.SubmitAsync(Spec("kept", candidates: 3));
        await experiment.WaitAsync();

        await first.DisposeAsync();
        var asked = experiment.GetCandidatesAsync();
        await using var second = await ServeAsync(port);

        Assert.Equal(3, (await asked).Length);
        Assert.False(await experiment.PauseAsync());

        await second.DisposeAsync();
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var cancelled = System.Diagnostics.Stopwatch.StartNew();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => experiment.GetResultAsync(impatient.Token));
        Assert.InRange(cancelled.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        await nas.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => experiment.GetResultAsync());
    }

    [Fact]
    public async Task Candidate_DownloadedAndWatched_IsWhole()
    {
        await using var serve = await ServeAsync(FreePort());
        await using var nas = await NasClient.ConnectAsync(new NasClientOptions { Store = _nas.Store });
        var text = Specs.Real("real", candidates: 1, epochs: 1);
        var experiment = await nas.SubmitAsync(ExperimentSpecReader.Read(System.Text.Encoding.UTF8.GetBytes(text)));
        var result = await experiment.WaitAsync(standing => standing.Counts.Completed == 1);
        var candidate = experiment.Candidate(1);
        var folder = Path.Combine(_nas.Store, "..", "taken");

        var files = await candidate.DownloadAsync(folder);

        Assert.Equal(1, result.Counts.Completed);
        var checkpoint = (await candidate.GetTrainedAsync())!.Checkpoint!;
        Assert.Equal(3, files.Length);
        Assert.Equal(
            checkpoint.Sha256,
            Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(files[2])))
        );
        Assert.Equal(2, (await File.ReadAllLinesAsync(files[1])).Length);
        Assert.NotEmpty((await candidate.GetNetworkAsync())!.Nodes);
        Assert.Null(await experiment.Candidate(99).GetAsync());
        Assert.False(await experiment.Candidate(99).DownloadCheckpointAsync(Path.Combine(folder, "none")));
    }

    private static ExperimentSpec Spec(string name, int candidates) =>
        ExperimentBuilder
            .Create(name)
            .Seed(1)
            .Space(SearchSpaceBuilder.Create().Ordinal("depth", 2, 3, 4, 6).Ordinal("width", 8, 16))
            .Table(Table(), "acc")
            .Strategy(Strategies.Random())
            .Budget(candidates)
            .RankBy("accuracy")
            .Build();

    private static string Table()
    {
        var path = Path.Combine(Path.GetTempPath(), $"nas-sdk-{Environment.ProcessId}.csv");
        var rows =
            from depth in new[] { 2, 3, 4, 6 }
            from width in new[] { 8, 16 }
            select $"{depth},{width},0.{depth}{width}";
        File.WriteAllText(path, "depth,width,acc\n" + string.Join('\n', rows));
        return path;
    }

    private async Task<Nas.Running> ServeAsync(int port)
    {
        var serve = _nas.Start([
            "serve",
            "--slots",
            "1",
            "--silo-port",
            "0",
            "--gateway-port",
            $"{port}",
            "--http-port",
            "0",
        ]);
        await serve.SeenAsync("Serving as");
        return serve;
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
