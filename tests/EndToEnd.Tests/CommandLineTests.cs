namespace NasCluster.EndToEnd.Tests;

/// <summary>Exit codes and messages.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly Nas _nas = new();

    public void Dispose() => _nas.Dispose();

    [Theory]
    [InlineData("", "spec.empty")]
    [InlineData("{", "spec.syntax")]
    [InlineData("""{ "version": 1, "name": "x", "epohcs": 3 }""", "spec.unknown-key")]
    public async Task Run_BadFile_IsOneClearMessageAndExitCode2(string text, string code)
    {
        var run = await _nas.RunAsync("run", _nas.File("bad.json", text), "--json");
        Assert.Equal(2, run.Code);
        Assert.Equal("", run.Text);
        Assert.Contains(code, run.Messages, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Messages, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_nas.Store), "a bad file leaves nothing behind");
    }

    [Fact]
    public async Task Run_SeveralFaults_AreAllNamed()
    {
        const string Text = """
            { "version": 1, "name": "x", "data": { "dataset": "fashion-mnist-sample", "crop": 99 }, "space": "nothing",
              "strategy": "randon", "budget": { "candidates": 0 } }
            """;
        var run = await _nas.RunAsync("run", _nas.File("bad.json", Text));
        Assert.Equal(2, run.Code);
        foreach (var pointer in (string[])["/data/crop", "/space", "/strategy", "/budget/candidates"])
        {
            Assert.Contains(pointer, run.Messages, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Run_UnknownDataSet_SaysWhichThereAre()
    {
        var file = _nas.File(
            "e.json",
            Specs.Real("x").Replace("fashion-mnist-sample", "fashion-mist", StringComparison.Ordinal)
        );
        var run = await _nas.RunAsync("run", file);
        Assert.Equal(2, run.Code);
        Assert.Contains("fashion-mnist-sample", run.Messages, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(2, "run")]
    [InlineData(2, "ran")]
    [InlineData(2, "run", "missing.json")]
    [InlineData(2, "run", ".")]
    [InlineData(2, "run", "x.json", "--slots")]
    [InlineData(2, "run", "x.json", "--slots", "two")]
    [InlineData(2, "run", "x.json", "--slots=")]
    [InlineData(2, "run", "x.json", "--slots", "1", "--slots", "2")]
    [InlineData(2, "run", "-")]
    [InlineData(2, "list", "--gateway", "ftp://control")]
    [InlineData(2, "list", "--gateway", "control:70000")]
    [InlineData(2, "logs", "no-number")]
    [InlineData(2, "logs", "x:1", "--attempt", "0")]
    [InlineData(2, "logs", "x:1", "--attempt", "two")]
    [InlineData(6, "list", "--gateway", "127.0.0.1:1")]
    [InlineData(2, "dashboard", "--gateway", "http://control")]
    [InlineData(2, "init", "no-folder/here/x.json")]
    [InlineData(2, "score", "--accuracy", "2", "--step-time", "1", "--params", "1")]
    [InlineData(2, "score", "--accuracy", "0.5", "--step-time", "0", "--params", "1")]
    [InlineData(2, "score", "--accuracy", "0.5")]
    [InlineData(2, "space", "sample", "fbnet-v3-small", "--count", "0")]
    [InlineData(4, "space", "describe", "nothing")]
    [InlineData(4, "show", "nothing-1")]
    [InlineData(4, "cancel", "nothing-1")]
    [InlineData(0, "--help")]
    [InlineData(0, "run", "--help")]
    public async Task Arguments_GoodOrBad_HaveTheHousesExitCode(int code, params string[] arguments)
    {
        var run = await _nas.RunAsync(arguments);
        Assert.True(run.Code == code, $"{run.Code}: {run.Messages}");
        Assert.True(code == 0 || run.Messages.Length > 0);
        Assert.DoesNotContain("   at ", run.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Score_GivenNumbers_IsTheFormula()
    {
        var score = await _nas.RunAsync("score", "--accuracy", "0.8", "--step-time", "2", "--params", "1e6", "--json");
        var expected = 0.8 * Math.Pow(2, -0.07) * Math.Pow(1e6, -0.05);
        Assert.Equal(expected, score.Json.GetProperty("reward").GetDouble(), 12);
    }

    [Fact]
    public async Task Doctor_OnAMachineThatTrains_IsFine()
    {
        var doctor = await _nas.RunAsync("doctor", "--json");
        Assert.True(doctor.Code == 0, doctor.Text);
        Assert.True(doctor.Json.GetProperty("ok").GetBoolean());
        Assert.True(doctor.Json.GetProperty("torch").GetProperty("loads").GetBoolean());
        Assert.Contains(
            doctor.Json.GetProperty("checks").EnumerateArray(),
            check => check.GetProperty("name").GetString() == "data sets"
        );
    }

    [Fact]
    public async Task Space_Describe_GivesTheExactSizeAsDigits()
    {
        var space = (await _nas.RunAsync("space", "describe", "fbnet-v3-small", "--json")).Json;
        Assert.Matches("^[0-9]+$", space.GetProperty("size").GetString());
        Assert.Equal(33, space.GetProperty("dimensions").GetArrayLength());
    }

    [Fact]
    public async Task Run_StoreIsNoDatabase_IsAWrongEnvironmentInOneLine()
    {
        Directory.CreateDirectory(_nas.Store);
        await File.WriteAllTextAsync(Path.Combine(_nas.Store, "nascluster.db"), new string('x', 5000));
        var run = await _nas.RunAsync("run", _nas.File("e.json", Specs.Fake("x", "\"fine\"")));
        Assert.True(run.Code == 3, run.Messages);
        Assert.Contains("The store cannot be opened", run.Messages, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_StoreInUse_IsRefusedButQuestionsAreAnswered()
    {
        var file = _nas.File(
            "slow.json",
            Specs.Fake("slow", "\"hang\"", candidates: 1, more: """, "policy": { "crashes": 100 }""")
        );
        await using var running = _nas.Start(["run", file]);
        await running.SeenAsync("proposed");

        Assert.Equal(5, (await _nas.RunAsync("run", file)).Code);
        var show = await _nas.RunAsync("show", "slow-1", "--json");
        Assert.True(show.Code == 0, show.Messages);
        Assert.Equal("running", show.Json.GetProperty("state").GetString());
        var cancel = await _nas.RunAsync("cancel", "slow-1");
        Assert.True(cancel.Code == 0, cancel.Messages);
        Assert.Equal(1, (await running.EndAsync()).Code);
    }
}
