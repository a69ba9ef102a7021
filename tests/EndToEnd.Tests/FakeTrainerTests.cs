namespace NasCluster.EndToEnd.Tests;

/// <summary>The slot against a trainer in another language that behaves and misbehaves.</summary>
public sealed class FakeTrainerTests : IDisposable
{
    private readonly Nas _nas = new();

    public void Dispose() => _nas.Dispose();

    [Fact]
    public async Task Run_ForeignTrainer_IsUsedLikeTheBuiltInOne()
    {
        var run = await _nas.RunAsync("run", _nas.File("e.json", Specs.Fake("good", "\"fine\"")), "--json");
        Assert.True(run.Code == 0, run.Messages);
        Assert.Equal(4, run.Json.GetProperty("counts").GetProperty("completed").GetInt32());
        var winner = run.Json.GetProperty("winner");
        var width = winner.GetProperty("architecture").GetProperty("width").GetDouble();
        Assert.Equal(width / 1000, winner.GetProperty("metrics").GetProperty("accuracy").GetDouble(), 9);
        var log = Directory.EnumerateFiles(Path.Combine(_nas.Store, "logs")).Select(File.ReadAllText);
        Assert.Contains(log, text => text.Contains("noise on stdout", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("exit", "crash", 3)]
    [InlineData("abort", "crash", 3)]
    [InlineData("silent-exit", "protocol", 3)]
    [InlineData("garbage", "protocol", 3)]
    [InlineData("long-line", "protocol", 3)]
    [InlineData("wrong-nonce", "protocol", 3)]
    [InlineData("hang", "timeout", 3)]
    [InlineData("waits-forever", "timeout", 3)]
    [InlineData("memory", "outOfMemory", 2)]
    [InlineData("invalid", "invalid", 1)]
    [InlineData("diverge", "diverged", 1)]
    public async Task Run_TrainerMisbehaves_EndsTheCandidateByItsBudget(string script, string kind, int attempts)
    {
        var name = $"bad-{script}";
        var file = _nas.File("e.json", Specs.Fake(name, $"\"{script}\"", candidates: 1));
        var run = await _nas.RunAsync("run", file, "--json");
        Assert.True(run.Code == 1, run.Messages);
        Assert.Equal("failed", run.Json.GetProperty("state").GetString());
        var candidate = (await _nas.RunAsync("candidates", $"{name}-1", "--json")).Json[0];
        Assert.Equal("failed", candidate.GetProperty("state").GetString());
        Assert.Equal(kind, candidate.GetProperty("failure").GetProperty("kind").GetString());
        Assert.Equal(attempts, candidate.GetProperty("attempts").GetInt32());
    }

    [Fact]
    public async Task Run_TrainerWaitsForItsDevice_IsNotSilent()
    {
        var file = _nas.File("e.json", Specs.Fake("patient", "\"waits\"", candidates: 1));
        var run = await _nas.RunAsync("run", file, "--json");
        Assert.True(run.Code == 0, run.Messages);
        Assert.Equal(1, run.Json.GetProperty("winner").GetProperty("attempts").GetInt32());
    }

    [Fact]
    public async Task Run_SomeMisbehave_TheOthersAreNotTouched()
    {
        var file = _nas.File("e.json", Specs.Fake("mixed", "\"fine\", \"exit\", \"diverge\"", candidates: 12));
        var run = await _nas.RunAsync("run", file, "--json");
        Assert.True(run.Code == 0, run.Messages);
        var candidates = (await _nas.RunAsync("candidates", "mixed-1", "--json")).Json.EnumerateArray().ToList();
        Assert.All(
            candidates,
            candidate =>
                Assert.Equal(
                    candidate.GetProperty("architecture").GetProperty("script").GetString() == "fine"
                        ? "completed"
                        : "failed",
                    candidate.GetProperty("state").GetString()
                )
        );
    }
}
