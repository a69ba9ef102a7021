using System.Diagnostics;
using System.Text.Json;

namespace NasCluster.EndToEnd.Tests;

/// <summary>Differentiable search from an experiment file to its winner, with real training in real child processes.</summary>
public sealed class SupernetTests : IDisposable
{
    private readonly Nas _nas = new();

    public void Dispose() => _nas.Dispose();

    [Fact]
    public async Task Run_Dnas_TrainsTheSupernetThenWhatIsDrawnFromIt()
    {
        var run = await _nas.RunAsync("run", _nas.File("net.json", Specs.Supernet("net")), "--json");
        Assert.True(run.Code == 0, run.Messages);
        Assert.Equal(3, run.Json.GetProperty("counts").GetProperty("completed").GetInt32());
        Assert.NotEqual(1, run.Json.GetProperty("winner").GetProperty("number").GetInt32());
        Assert.DoesNotContain(run.Json.GetProperty("pareto").EnumerateArray(), c => Stage(c) == "supernet");

        var candidates = (await _nas.RunAsync("candidates", "net-1", "--json")).Json;
        Assert.Equal(["supernet", "derived", "derived"], candidates.EnumerateArray().Select(Stage));
        var supernet = candidates[0].GetProperty("metrics").GetProperty("supernet");
        var names = supernet.GetProperty("choices").EnumerateArray().Select(c => c.GetProperty("name").GetString());
        Assert.Equal(["layer2.block", "layer4.block", "layer7.block"], names);
        Assert.Equal(
            Likeliest(supernet),
            candidates[1].GetProperty("architecture").GetProperty("layer4.block").GetString()
        );

        var show = (await _nas.RunAsync("show", "net-1:1", "--json")).Json;
        var epochs = show.GetProperty("epochs").EnumerateArray().Select(e => e.GetProperty("supernet")).ToList();
        Assert.Equal(3, epochs.Count);
        Assert.False(epochs[0].TryGetProperty("loss", out _));
        Assert.True(epochs[2].GetProperty("loss").GetDouble() > 0);
        Assert.True(epochs[2].GetProperty("entropy").GetDouble() < epochs[0].GetProperty("entropy").GetDouble());
        Assert.Equal(supernet.GetProperty("theta").GetRawText(), epochs[2].GetProperty("theta").GetRawText());
        Assert.Contains("softmax of theta", (await _nas.RunAsync("show", "net-1:1")).Text, StringComparison.Ordinal);

        var export = await _nas.RunAsync("export", "net-1:1");
        Assert.Equal(5, export.Code);
        Assert.Contains("supernet", export.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_LatencyTableOfAnotherDevice_WeighsTheSupernetByIt()
    {
        var file = _nas.File("phone.json", Specs.Supernet("phone", cost: "\"latencyTable\": \"phone\""));
        var none = await _nas.RunAsync("run", file);
        Assert.Equal(2, none.Code);
        Assert.Contains("'latencyTable' is 'phone', whose tables lack", none.Messages, StringComparison.Ordinal);

        // Every block takes a millisecond there.
        string[] measure = ["latency", "table", file, "--name", "phone", "--calibrate", "0"];
        var made = await _nas.RunAsync([
            .. measure,
            "--resolution",
            "28",
            "--channels",
            "1",
            "--classes",
            "10",
            "--json",
        ]);
        Assert.True(made.Code == 0, made.Messages);
        var subject = made.Json.GetProperty("table").GetProperty("subject").GetString()!;
        var csv = Path.Combine(Path.GetDirectoryName(_nas.Store)!, "phone.csv");
        Assert.Equal(0, (await _nas.RunAsync("latency", "export", "phone", subject, "-o", csv)).Code);
        var lines = (await File.ReadAllLinesAsync(csv)).Select(line =>
            line.Split(',') is [var input, var block, var output, not "median_ms", _, var repeats]
                ? $"{input},{block},{output},1,1,{repeats}"
                : line
        );
        await File.WriteAllLinesAsync(csv, lines);
        Assert.Equal(0, (await _nas.RunAsync("latency", "import", csv)).Code);

        var run = await _nas.RunAsync("run", file, "--json");
        Assert.True(run.Code == 0, run.Messages);
        var show = (await _nas.RunAsync("show", "phone-1:1", "--json")).Json;
        var first = show.GetProperty("epochs")[0].GetProperty("supernet").GetProperty("cost").GetDouble();
        // None of these layers can be skipped without a block, so the supernet takes whole milliseconds, which no clock would give.
        Assert.InRange(first, 5000, 20_000);
        Assert.Equal(Math.Round(first / 1000), first / 1000, 3);
    }

    [Theory]
    [InlineData("full")]
    [InlineData("sampled")]
    public async Task Run_SupernetsTrainerKilledInMidTraining_GivesTheSameThetaToTheBit(string mode)
    {
        var calm = await _nas.RunAsync(
            "run",
            _nas.File("calm.json", Specs.Supernet("calm", 6, mode)),
            "--json",
            "--slots",
            "1",
            "--threads",
            "1"
        );
        Assert.True(calm.Code == 0, calm.Messages);

        await using var running = _nas.Start([
            "run",
            _nas.File("cut.json", Specs.Supernet("cut", 6, mode)),
            "--json",
            "--slots",
            "1",
            "--threads",
            "1",
        ]);
        await KillChildAfterACheckpointAsync(running, "cut-1");
        var output = await running.EndAsync();
        Assert.True(output.Code == 0, output.Messages);
        Assert.Contains("requeued", output.Messages, StringComparison.Ordinal);

        var (expected, found) = (await CandidatesAsync("calm-1"), await CandidatesAsync("cut-1"));
        Assert.Equal(2, found[0].GetProperty("attempts").GetInt32());
        Assert.Equal(Essence(expected), Essence(found));
    }

    // A checkpoint says that the child is between its first epoch and its end.
    private async Task KillChildAfterACheckpointAsync(Nas.Running running, string experiment)
    {
        var folder = Path.Combine(_nas.Store, "checkpoints", experiment, "1");
        while (
            !Directory.Exists(folder)
            || !Directory.EnumerateFiles(folder, "epoch-*.ckpt", SearchOption.AllDirectories).Any()
        )
        {
            Assert.False(running.Process.HasExited, "It ended before its first checkpoint.");
            await Task.Yield();
        }

        Process.GetProcessById(Assert.Single(running.Children())).Kill();
    }

    private async Task<JsonElement> CandidatesAsync(string experiment) =>
        (await _nas.RunAsync("candidates", experiment, "--json")).Json;

    private static IEnumerable<string> Essence(JsonElement candidates) =>
        candidates
            .EnumerateArray()
            .Select(candidate =>
                string.Join(
                    ' ',
                    candidate.GetProperty("architecture").GetRawText(),
                    candidate.GetProperty("metrics").GetProperty("accuracy").GetRawText(),
                    candidate.GetProperty("metrics").GetProperty("loss").GetRawText(),
                    candidate.GetProperty("metrics").TryGetProperty("supernet", out var supernet)
                        ? supernet.GetRawText()
                        : ""
                )
            );

    private static string? Stage(JsonElement candidate) => candidate.GetProperty("stage").GetString();

    private static string? Likeliest(JsonElement supernet)
    {
        var theta = supernet.GetProperty("theta")[1].EnumerateArray().Select(value => value.GetDouble()).ToList();
        return supernet.GetProperty("choices")[1].GetProperty("options")[theta.IndexOf(theta.Max())].GetString();
    }
}
