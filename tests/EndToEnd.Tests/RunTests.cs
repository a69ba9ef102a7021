using System.Diagnostics;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace NasCluster.EndToEnd.Tests;

/// <summary>`nas run` with real training in real child processes.</summary>
public sealed class RunTests : IDisposable
{
    /// <summary>The candidates of an undisturbed run, which every disturbed one must reproduce.</summary>
    private static readonly Lazy<Task<string>> Calm = new(RunCalmlyAsync);

    private readonly Nas _nas = new();

    public void Dispose() => _nas.Dispose();

    [Fact]
    public async Task Run_RealTraining_EndsWithAWinnerAFrontAndTheSameAnswersAfterwards()
    {
        var file = _nas.File("e.json", Specs.Real("first"));
        var run = await _nas.RunAsync("run", file, "--json");
        Assert.True(run.Code == 0, run.Messages);

        var result = run.Json;
        Assert.Equal("first-1", result.GetProperty("experiment").GetString());
        Assert.Equal("completed", result.GetProperty("state").GetString());
        Assert.Equal(11, result.GetProperty("seed").GetInt32());
        Assert.Equal(4, result.GetProperty("counts").GetProperty("completed").GetInt32());
        var metrics = result.GetProperty("winner").GetProperty("metrics");
        Assert.True(metrics.GetProperty("accuracy").GetDouble() > 0.15, "better than chance after two short epochs");
        Assert.True(metrics.GetProperty("testAccuracy").GetDouble() > 0.1);
        Assert.True(metrics.GetProperty("latencyMs").GetDouble() > 0);
        Assert.True(metrics.GetProperty("stepTimeMs").GetDouble() > 0);
        Assert.Contains("candidate 4 completed", run.Messages, StringComparison.Ordinal);

        var show = (await _nas.RunAsync("show", "first-1", "--json")).Json;
        Assert.Equal(result.GetProperty("winner").GetRawText(), show.GetProperty("winner").GetRawText());
        var pareto = (await _nas.RunAsync("pareto", "first-1", "--json")).Json;
        Assert.Equal(result.GetProperty("pareto").GetRawText(), pareto.GetRawText());
        Assert.Equal(4, (await _nas.RunAsync("candidates", "first-1", "--json")).Json.GetArrayLength());
        Assert.Equal(1, (await _nas.RunAsync("list", "--json")).Json.GetArrayLength());

        var text = (await _nas.RunAsync("show", "first-1")).Text;
        Assert.Contains("winner: first-1:", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', text);
    }

    [Fact]
    public async Task Run_TrainerKilledInMidTraining_GivesTheSameCandidatesAsWithout()
    {
        var calm = await Calm.Value;

        var file = _nas.File("killed.json", Specs.Real("killed", candidates: 3, epochs: 4));
        await using var running = _nas.Start(["run", file, "--json", "--slots", "1", "--threads", "1"]);
        var killed = false;
        while (!killed)
        {
            // A checkpoint says that the child is between its first epoch and its end.
            var folder = Path.Combine(_nas.Store, "checkpoints", "killed-1");
            var hasCheckpoint =
                Directory.Exists(folder)
                && Directory.EnumerateFiles(folder, "epoch-*.ckpt", SearchOption.AllDirectories).Any();
            if (hasCheckpoint && running.Children() is [var child])
            {
                Process.GetProcessById(child).Kill();
                killed = true;
            }

            await Task.Yield();
        }

        var output = await running.EndAsync();
        Assert.True(output.Code == 0, output.Messages);
        Assert.Contains("requeued", output.Messages, StringComparison.Ordinal);
        Assert.InRange(EpochsRepeated("killed-1"), 0, 1);
        var candidates = (await _nas.RunAsync("candidates", "killed-1", "--json")).Json;
        Assert.Equal(calm, Essence(candidates));
        Assert.Contains(candidates.EnumerateArray(), candidate => candidate.GetProperty("attempts").GetInt32() == 2);
    }

    [Fact]
    public async Task Run_InterruptedThenResumed_GoesOnAndTrainsNothingTwice()
    {
        var calm = await Calm.Value;

        var file = _nas.File("cut.json", Specs.Real("cut", candidates: 3, epochs: 4));
        await using (var running = _nas.Start(["run", file, "--slots", "1", "--threads", "1"]))
        {
            await running.SeenAsync("candidate 1 completed");
            Signal(running.Process, "INT");
            var output = await running.EndAsync();
            Assert.True(output.Code == 130, output.Messages);
            Assert.Contains("--resume", output.Messages, StringComparison.Ordinal);
        }

        Assert.Equal("paused", (await _nas.RunAsync("show", "cut-1", "--json")).Json.GetProperty("state").GetString());
        var resumed = await _nas.RunAsync("run", file, "--resume", "--json", "--slots", "1", "--threads", "1");
        Assert.True(resumed.Code == 0, resumed.Messages);
        Assert.Equal("cut-1", resumed.Json.GetProperty("experiment").GetString());
        var candidates = (await _nas.RunAsync("candidates", "cut-1", "--json")).Json;
        Assert.Equal(calm, Essence(candidates));
        Assert.Equal(1, candidates[0].GetProperty("attempts").GetInt32());
    }

    [Fact]
    public async Task Run_KilledThenResumed_GoesOnFromTheStore()
    {
        var calm = await Calm.Value;

        var file = _nas.File(
            "dead.json",
            Specs
                .Real("dead", candidates: 3, epochs: 4)
                .Replace("\"ranking\"", "\"policy\": { \"leaseSeconds\": 2 }, \"ranking\"", StringComparison.Ordinal)
        );
        await using (var running = _nas.Start(["run", file, "--slots", "1", "--threads", "1"]))
        {
            await running.SeenAsync("candidate 1 completed");
            var children = running.Children();
            running.Process.Kill();
            await running.EndAsync();
            foreach (var child in children)
            {
                await GoneAsync(child);
            }
        }

        var resumed = await _nas.RunAsync("run", file, "--resume", "--json", "--slots", "1", "--threads", "1");
        Assert.True(resumed.Code == 0, resumed.Messages);
        Assert.Equal(calm, Essence((await _nas.RunAsync("candidates", "dead-1", "--json")).Json));
    }

    [Fact]
    public async Task Run_DivergingInvalidAndTooLarge_AreFailedCandidatesWithTheirReason()
    {
        // SGD with such a decay multiplies the weights by −999 at each step, until they are infinite.
        const string Diverging = """
            { "base": "fbnet-v3-small", "fix": { "stage1.depth": 1, "optimizer": "sgd", "batchSize": 32 },
              "dimensions": [
                { "name": "sgdLearningRate", "part": "recipe", "type": "real", "min": 100, "max": 100, "when": { "dimension": "optimizer", "in": ["sgd"] } },
                { "name": "weightDecay", "part": "recipe", "type": "real", "min": 10, "max": 10 }] }
            """;
        const string Unbuildable = """
            { "base": "fbnet-v3-small", "dimensions": [{ "name": "stage1.activation", "type": "categorical", "choices": ["relu", "bogus"] }], "fix": { "resolution": 20 } }
            """;
        var diverged = await FailuresAsync("diverging", Diverging);
        Assert.Contains("diverged", diverged);
        var invalid = await FailuresAsync("unbuildable", Unbuildable);
        Assert.Contains("invalid", invalid);
        var memory = await FailuresAsync("memory", Specs.Tiny, ("NASCLUSTER_MEMORY_LIMIT_MB", "1"));
        Assert.Equal(["outOfMemory", "outOfMemory", "outOfMemory", "outOfMemory"], memory);
    }

    private async Task<List<string?>> FailuresAsync(string name, string space, (string, string)? variable = null)
    {
        var file = _nas.File($"{name}.json", Specs.Real(name, epochs: 1, space: space));
        await using var running = _nas.Start(["run", file, "--json"], variable);
        var output = await running.EndAsync();
        Assert.True(output.Code is 0 or 1, output.Messages);
        var candidates = (await _nas.RunAsync("candidates", $"{name}-1", "--json")).Json;
        return
        [
            .. candidates
                .EnumerateArray()
                .Where(candidate => candidate.GetProperty("state").GetString() == "failed")
                .Select(candidate =>
                {
                    Assert.NotEqual("", candidate.GetProperty("failure").GetProperty("message").GetString());
                    return candidate.GetProperty("failure").GetProperty("kind").GetString();
                }),
        ];
    }

    /// <summary>Epochs trained by all attempts less the epochs that were kept.</summary>
    private long EpochsRepeated(string experiment)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_nas.Store, "nascluster.db")}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            select (select coalesce(sum(last_epoch - first_epoch + 1), 0) from attempt where experiment = $experiment)
                 - (select count(*) from epoch where experiment = $experiment)
            """;
        command.Parameters.AddWithValue("$experiment", experiment);
        return (long)command.ExecuteScalar()!;
    }

    private static async Task<string> RunCalmlyAsync()
    {
        using var nas = new Nas();
        var file = nas.File("calm.json", Specs.Real("calm", candidates: 3, epochs: 4));
        var run = await nas.RunAsync("run", file, "--json", "--slots", "1", "--threads", "1");
        Assert.True(run.Code == 0, run.Messages);
        return Essence((await nas.RunAsync("candidates", "calm-1", "--json")).Json);
    }

    /// <summary>What the same seed must reproduce: architectures, recipes, accuracies, losses; not times.</summary>
    private static string Essence(JsonElement candidates) =>
        string.Join(
            '\n',
            candidates
                .EnumerateArray()
                .Select(candidate =>
                    candidate.GetProperty("architecture").GetRawText()
                    + candidate.GetProperty("recipe").GetRawText()
                    + candidate.GetProperty("metrics").GetProperty("accuracy").GetRawText()
                    + candidate.GetProperty("metrics").GetProperty("loss").GetRawText()
                )
        );

    private static void Signal(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        kill.WaitForExit();
    }

    private static async Task GoneAsync(int process)
    {
        var deadline = Stopwatch.StartNew();
        while (Directory.Exists($"/proc/{process}"))
        {
            Assert.True(deadline.Elapsed < TimeSpan.FromSeconds(10), $"trainer {process} outlived its silo");
            await Task.Yield();
        }
    }
}
