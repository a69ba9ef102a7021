namespace NasCluster.EndToEnd.Tests;

/// <summary>`nas latency` as a user runs it: measure, table, estimate, and tables from elsewhere.</summary>
public sealed class LatencyTests : IDisposable
{
    private const string Phone = """
        # device: phone
        # subject: ghostnet-0.5
        # machine: made up
        input,block,output,median_ms,p95_ms,repeats
        3x32x32,conv3x3/2p1:3>8 bn relu,8x16x16,1,2,3
        """;

    private readonly Nas _nas = new();

    public void Dispose() => _nas.Dispose();

    [Theory]
    [InlineData("torch-cpu")]
    [InlineData("onnxruntime-cpu")]
    public async Task Measure_GivesMedianAndPercentile(string device)
    {
        string[] command = ["latency", "measure", "ghostnet-0.5", "--resolution", "32", "--device", device, "--json"];
        var run = await _nas.RunAsync(command);
        Assert.Equal(0, run.Code);
        Assert.Equal(device, run.Json.GetProperty("device").GetString());
        var (median, p95) = (run.Json.GetProperty("medianMs").GetDouble(), run.Json.GetProperty("p95Ms").GetDouble());
        Assert.InRange(median, 1e-3, p95);
        Assert.InRange(run.Json.GetProperty("repeats").GetInt32(), 20, 100);
    }

    [Fact]
    public async Task Layers_GivesAMedianForEach()
    {
        string[] command = ["latency", "layers", "ghostnet-0.5", "--resolution", "32", "--json"];
        var run = await _nas.RunAsync(command);
        Assert.Equal(0, run.Code);
        Assert.Equal("torch-cpu-1t", run.Json.GetProperty("device").GetString());
        var layers = run.Json.GetProperty("layers").EnumerateArray().ToList();
        Assert.True(layers.Count > 50, $"{layers.Count} layers");
        Assert.All(layers, layer => Assert.True(layer.GetProperty("medianMs").GetDouble() > 0));
        Assert.True(run.Json.GetProperty("networkMs").GetDouble() > 0);
    }

    [Fact]
    public async Task Table_IsKept_EstimatesFromIt_AndGoesToCsvAndBack()
    {
        string[] network = ["ghostnet-0.5", "--resolution", "32", "--classes", "10"];
        var made = await _nas.RunAsync(["latency", "table", .. network, "--json"]);
        Assert.Equal(0, made.Code);
        var table = made.Json.GetProperty("table");
        Assert.Equal("torch-cpu-1t", table.GetProperty("device").GetString());
        Assert.True(table.GetProperty("entries").GetArrayLength() > 5);

        var estimated = await _nas.RunAsync(["latency", "estimate", .. network, "--json"]);
        Assert.Equal(0, estimated.Code);
        var estimate = estimated.Json.GetProperty("estimateMs").GetDouble();
        Assert.True(estimate > 0 && estimated.Json.GetProperty("calibratedMs").GetDouble() > 0);

        var file = Path.Combine(Path.GetDirectoryName(_nas.Store)!, "table.csv");
        Assert.Equal(0, (await _nas.RunAsync("latency", "export", "torch-cpu-1t", "ghostnet-0.5", "-o", file)).Code);
        await File.WriteAllTextAsync(
            file,
            (await File.ReadAllTextAsync(file)).Replace("torch-cpu-1t", "elsewhere", StringComparison.Ordinal)
        );
        Assert.Equal(0, (await _nas.RunAsync("latency", "import", file)).Code);
        var again = await _nas.RunAsync(["latency", "estimate", .. network, "--device", "elsewhere", "--json"]);
        Assert.Equal(estimate, again.Json.GetProperty("estimateMs").GetDouble(), 9);
        Assert.Equal(2, (await _nas.RunAsync("latency", "list", "--json")).Json.GetArrayLength());
    }

    [Fact]
    public async Task Estimate_WithoutTableOrWithBlocksMissing_SaysSo()
    {
        Assert.Equal(0, (await _nas.RunAsync("latency", "import", _nas.File("phone.csv", Phone))).Code);
        var none = await _nas.RunAsync("latency", "estimate", "ghostnet-0.5");
        Assert.Equal(4, none.Code);
        Assert.Contains("no latency table of device 'torch-cpu-1t'", none.Messages, StringComparison.Ordinal);
        var lacking = await _nas.RunAsync([
            "latency",
            "estimate",
            "ghostnet-0.5",
            "--device",
            "phone",
            "--resolution",
            "32",
        ]);
        Assert.Equal(2, lacking.Code);
        Assert.Contains("the best lacks", lacking.Messages, StringComparison.Ordinal);
        var other = await _nas.RunAsync([
            "latency",
            "estimate",
            "ghostnet-0.5",
            "--device",
            "phone",
            "--table",
            "ghost",
        ]);
        Assert.Equal(4, other.Code);
    }

    [Theory]
    [InlineData(2, "latency", "measure", "no-such-net")]
    [InlineData(4, "latency", "layers", "no-such-net")]
    [InlineData(4, "latency", "layers", "nobody-1:3")]
    [InlineData(2, "latency", "layers", "ghostnet-0.5", "--device", "onnxruntime-cpu")]
    [InlineData(2, "latency", "measure", "ghostnet-0.5", "--threads", "0")]
    [InlineData(2, "latency", "measure", "ghostnet-0.5", "--device", "torch-cuda:99")]
    [InlineData(2, "latency", "table", "no-such-space")]
    [InlineData(2, "latency", "table", "ghost-small", "--entries", "0")]
    [InlineData(2, "latency", "import", "no-such-file.csv")]
    [InlineData(4, "latency", "list")]
    public async Task BadInput_HasItsExitCode_AndNoStackTrace(int code, params string[] arguments)
    {
        var run = await _nas.RunAsync(arguments);
        Assert.Equal(code, run.Code);
        Assert.NotEmpty(run.Messages);
        Assert.DoesNotContain("   at ", run.Messages, StringComparison.Ordinal);
    }
}
