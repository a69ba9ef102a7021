namespace NasCluster.EndToEnd.Tests;

/// <summary>`nas zoo` and `nas cost` as a user runs them.</summary>
public sealed class ZooTests : IDisposable
{
    private readonly Nas _nas = new();

    public void Dispose() => _nas.Dispose();

    [Fact]
    public async Task Describe_GivesPublishedCounts()
    {
        var run = await _nas.RunAsync("zoo", "describe", "efficientnet_b0", "--json", "--layers");
        Assert.Equal(0, run.Code);
        Assert.Equal(5_288_548, run.Json.GetProperty("params").GetInt64());
        Assert.Equal(385_814_752, run.Json.GetProperty("macs").GetProperty("total").GetInt64());
        Assert.Equal("[1,1000]", run.Json.GetProperty("outputShape").GetRawText());
        Assert.Equal("conv_stem", run.Json.GetProperty("layers")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task Describe_TakesResolutionClassesAndChannels()
    {
        var run = await _nas.RunAsync([
            "zoo",
            "describe",
            "espnet-p2-q3",
            "--resolution",
            "64x96",
            "--classes",
            "5",
            "--json",
        ]);
        Assert.Equal("[1,5,64,96]", run.Json.GetProperty("outputShape").GetRawText());
    }

    [Fact]
    public async Task Check_PassesOnTheReferenceBlocks_AndSaysWhatFails()
    {
        var folder = Path.GetDirectoryName(
            _nas.File("models.json", """{ "models": [ { "name": "no-such-net", "input": [1, 3, 8, 8] } ] }""")
        )!;
        var run = await _nas.RunAsync("zoo", "check", folder, "--json");
        Assert.Equal(1, run.Code);
        Assert.Equal(1, run.Json.GetProperty("failed").GetInt32());
        Assert.Contains(
            "no-such-net",
            run.Json.GetProperty("cases")[0].GetProperty("message").GetString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Verify_ExportsAndRunsEachNetwork()
    {
        var run = await _nas.RunAsync("zoo", "verify", "ghostnet-0.5", "espnet", "--resolution", "64", "--json");
        Assert.True(run.Code == 0, run.Messages);
        Assert.Equal(2, run.Json.GetArrayLength());
        Assert.All(
            run.Json.EnumerateArray(),
            item => Assert.InRange(item.GetProperty("relativeError").GetDouble(), 0, 1e-4)
        );
        Assert.Contains("2 of 2 networks", run.Messages, StringComparison.Ordinal);
        Assert.Equal(4, (await _nas.RunAsync("zoo", "verify", "no-such-net")).Code);
    }

    [Fact]
    public async Task Cost_OfAZooNetworkInAFile()
    {
        var file = _nas.File("net.json", """{ "network": "ghostnet-1.0", "classes": 1000 }""");
        var run = await _nas.RunAsync("cost", file, "--json");
        Assert.Equal(0, run.Code);
        Assert.Equal(5_182_508, run.Json.GetProperty("params").GetInt64());
    }

    [Fact]
    public async Task Export_Onnx_IsCheckedInOnnxRuntime()
    {
        var file = Path.Combine(Path.GetDirectoryName(_nas.Store)!, "net.onnx");
        string[] options = ["--resolution", "64", "--classes", "10", "-o", file, "--json"];
        var run = await _nas.RunAsync(["export", "ghostnet-0.5", .. options]);
        Assert.Equal(0, run.Code);
        Assert.InRange(run.Json.GetProperty("relativeError").GetDouble(), 0, 1e-4);
        Assert.Equal(new FileInfo(file).Length, run.Json.GetProperty("bytes").GetInt64());
    }

    [Theory]
    [InlineData(4, "export", "no-such-net")]
    [InlineData(2, "export", "ghostnet-0.5", "--weights", "no-such-file")]
    [InlineData(2, "export", "ghostnet-0.5", "--format", "pickle")]
    [InlineData(4, "zoo", "describe", "no-such-net")]
    [InlineData(2, "zoo", "describe", "ghostnet-1.0", "--resolution", "big")]
    [InlineData(2, "zoo", "describe", "ghostnet-1.0", "--classes", "0")]
    [InlineData(2, "zoo", "check", "no-such-folder")]
    [InlineData(2, "cost", "no-such-file")]
    public async Task BadInput_IsOneMessage(int code, params string[] arguments)
    {
        var run = await _nas.RunAsync(arguments);
        Assert.Equal(code, run.Code);
        Assert.Equal("", run.Text);
        Assert.NotEmpty(run.Messages);
        Assert.DoesNotContain("   at ", run.Messages, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{ \"network\": \"x\" }")]
    [InlineData("{ \"network\": \"ghostnet-1.0\", \"clases\": 3 }")]
    [InlineData("{ \"space\": \"fbnet-v3-small\" }")]
    [InlineData("{ \"space\": \"fbnet-v3-small\", \"architecture\": {}, \"resolution\": 28, \"classes\": 10 }")]
    [InlineData("null")]
    [InlineData("{")]
    public async Task Cost_OfABadFile_IsExitCode2(string text)
    {
        var run = await _nas.RunAsync("cost", _nas.File("bad.json", text));
        Assert.Equal(2, run.Code);
        Assert.DoesNotContain("Unexpected", run.Messages, StringComparison.Ordinal);
    }
}
