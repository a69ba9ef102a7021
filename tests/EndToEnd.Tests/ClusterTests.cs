using System.Text.Json;
using NasCluster.Storage.Tests.Postgres;

namespace NasCluster.EndToEnd.Tests;

/// <summary>Silos as processes: one that decides, some that train, and commands that speak to them.</summary>
public sealed class ClusterTests(PostgresServer server) : IDisposable
{
    private readonly Nas _nas = new();

    public void Dispose() => _nas.Dispose();

    [Fact]
    public async Task Cluster_WorkerKilledAndAnotherDrained_TrainsAllOnce()
    {
        var connection = await DatabaseAsync();
        var file = _nas.File("e.json", Specs.Fake("many", "\"slow\"", candidates: 30, ShortLease));
        await using var control = Serve(connection, "serve", "--role", "control");
        var gateway = await GatewayAsync(control);
        await using var killed = Serve(connection, "worker", "--slots", "2");
        await using var drained = Serve(connection, "worker", "--slots", "2");
        await using var stays = Serve(connection, "worker", "--slots", "2");
        foreach (var worker in new[] { killed, drained, stays })
        {
            await NoteAsync(worker);
        }

        var submit = await _nas.RunAsync("submit", file, "--key", "once", "--gateway", gateway, "--json");
        await using var watch = _nas.Start(["watch", "many-1", "--gateway", gateway]);
        await watch.SeenAsync("done ");
        killed.Process.Kill(entireProcessTree: true);
        Signal(drained, "TERM");
        var left = await drained.EndAsync();
        var followed = await watch.EndAsync();
        var again = await _nas.RunAsync("submit", file, "--key", "once", "--gateway", gateway, "--json");
        var candidates = await _nas.RunAsync("candidates", "many-1", "--gateway", gateway, "--json");
        var workers = await _nas.RunAsync("workers", "--gateway", gateway, "--json");

        Assert.True(submit.Code == 0, submit.Messages);
        Assert.Equal("many-1", submit.Json.GetProperty("experiment").GetString());
        Assert.Equal(submit.Text, again.Text);
        Assert.True(left.Code == 0, left.Messages);
        Assert.True(followed.Code == 0, followed.Messages);
        Assert.Equal(30, candidates.Json.GetArrayLength());
        Assert.All(
            candidates.Json.EnumerateArray(),
            candidate => Assert.Equal("completed", candidate.GetProperty("state").GetString())
        );
        Assert.True(workers.Code == 0, workers.Messages);
        Assert.Contains(workers.Json.EnumerateArray(), worker => worker.GetProperty("role").GetString() == "worker");
    }

    [Fact]
    public async Task Cluster_PauseResumeCancel_AnswersWithTheStateAndExitCodes()
    {
        var connection = await DatabaseAsync();
        var file = _nas.File("e.json", Specs.Fake("stop", "\"fine\""));
        await using var control = Serve(connection, "serve", "--role", "control");
        var gateway = await GatewayAsync(control);
        await _nas.RunAsync("submit", file, "--gateway", gateway);

        var codes = new List<int>();
        foreach (var verb in new[] { "pause", "pause", "resume", "cancel", "cancel" })
        {
            codes.Add((await _nas.RunAsync(verb, "stop-1", "--gateway", gateway)).Code);
        }

        var unknown = await _nas.RunAsync("watch", "nobody-7", "--gateway", gateway);

        Assert.Equal([0, 5, 0, 0, 5], codes);
        Assert.Equal(4, unknown.Code);
    }

    [Fact]
    public async Task Serve_OwnStore_TakesSubmissionsOfOtherProcesses()
    {
        var file = _nas.File("e.json", Specs.Fake("alone", "\"fine\""));
        await using var serve = _nas.Start([
            "serve",
            "--slots",
            "2",
            "--silo-port",
            "0",
            "--gateway-port",
            "0",
            "--http-port",
            "0",
        ]);
        await NoteAsync(serve);

        var submit = await _nas.RunAsync("submit", file);
        var watch = await _nas.RunAsync("watch", "alone-1", "--json");
        Signal(serve, "TERM");
        var ended = await serve.EndAsync();

        Assert.True(submit.Code == 0, submit.Messages);
        Assert.True(watch.Code == 0, watch.Messages);
        Assert.True(ended.Code == 0, ended.Messages);
        var last = JsonDocument.Parse(watch.Text.TrimEnd().Split('\n')[^1]).RootElement;
        Assert.Equal("stateChanged", last.GetProperty("kind").GetString());
    }

    /// <summary>Row A18: a command that dies while it submits leaves one experiment or none; repeated it leaves one.</summary>
    [Fact]
    public async Task Submit_KilledAtSomeMoment_RepeatedIsOneExperimentEach()
    {
        int[] moments = [100, 300, 500, 700, 900, 1200];
        var connection = await DatabaseAsync();
        var file = _nas.File("e.json", Specs.Fake("once", "\"fine\"", candidates: 1));
        await using var control = Serve(connection, "serve", "--role", "control");
        var gateway = await GatewayAsync(control);
        var alive = 0;
        foreach (var moment in moments)
        {
            string[] submit = ["submit", file, "--key", $"key-{moment}", "--gateway", gateway];
            await using var killed = _nas.Start(submit);
            await Task.WhenAny(killed.Process.WaitForExitAsync(), Task.Delay(moment));
            alive += killed.Process.HasExited ? 0 : 1;
            killed.Process.Kill();
            await killed.EndAsync();
            var again = await _nas.RunAsync(submit);
            Assert.True(again.Code == 0, again.Messages);
        }

        var list = await _nas.RunAsync("list", "--gateway", gateway, "--json");
        Assert.True(alive > 0, "every command was over before it was killed");
        Assert.Equal(moments.Length, list.Json.GetArrayLength());
    }

    [Theory]
    [InlineData("serve", "--role", "worker", "Role is Worker")]
    [InlineData("serve", "--http-port", "70000", "--http-port is 70000")]
    [InlineData("serve", "--address", "0.0.0.0", "Address is '0.0.0.0'")]
    [InlineData("worker", "--slots", "0", "--slots is 0")]
    [InlineData("list", "--gateway", "host:x", "The gateway is 'host:x'")]
    public async Task Options_OutOfRange_AreNamed(string verb, string option, string value, string message)
    {
        var output = await _nas.RunAsync(verb, option, value);

        Assert.Contains(output.Code, new[] { 2, 6 });
        Assert.Contains(message, output.Messages, StringComparison.Ordinal);
    }

    private const string ShortLease = """
        , "policy": { "leaseSeconds": 3 }
        """;

    private static void Signal(Nas.Running running, string signal) =>
        System.Diagnostics.Process.Start("kill", [$"-{signal}", $"{running.Process.Id}"])!.WaitForExit();

    private static Task NoteAsync(Nas.Running silo) => silo.SeenAsync("Serving as");

    /// <summary>The port is in the note on stderr: stdout is only read to its end.</summary>
    private static async Task<string> GatewayAsync(Nas.Running control)
    {
        var line = await control.LineAsync("clients at ");
        return line[(line.LastIndexOf(' ') + 1)..];
    }

    private async Task<string> DatabaseAsync()
    {
        var database = await server.CreateDatabaseAsync();
        return _nas.File("connection", database.ConnectionString);
    }

    private Nas.Running Serve(string connection, params string[] arguments) =>
        _nas.Start(
            [
                .. arguments,
                "--silo-port",
                "0",
                "--http-port",
                "0",
                .. arguments[0] == "serve" ? new[] { "--gateway-port", "0" } : [],
            ],
            ("NASCLUSTER_POSTGRES_FILE", connection)
        );
}
