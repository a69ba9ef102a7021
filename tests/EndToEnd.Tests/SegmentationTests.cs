namespace NasCluster.EndToEnd.Tests;

/// <summary>A segmentation search as a user runs it: make a data set, look at it, search.</summary>
public sealed class SegmentationTests : IDisposable
{
    private const string Variable = "NASCLUSTER_DATA";
    private const string Space = """
        { "base": "espnet-seg", "fix": { "p": 1, "q": 1, "width": 0.5, "decoder.width": 10, "batchSize": 8 } }
        """;

    private readonly Nas _nas = new();

    public void Dispose() => _nas.Dispose();

    [Fact]
    public async Task Run_MadeShapes_SearchesAndScoresByMeanIntersectionOverUnion()
    {
        await MakeAsync();

        var run = await RunAsync("run", _nas.File("e.json", Spec(Space)), "--json");

        Assert.True(run.Code == 0, run.Messages);
        var metrics = run.Json.GetProperty("winner").GetProperty("metrics");
        Assert.InRange(metrics.GetProperty("meanIoU").GetDouble(), 0.001, 1);
        Assert.InRange(metrics.GetProperty("pixelAccuracy").GetDouble(), 0.001, 1);
        Assert.Equal(metrics.GetProperty("meanIoU").GetDouble(), metrics.GetProperty("accuracy").GetDouble());
        var check = await RunAsync("data", "check", "shapes", "--json");
        Assert.Equal("segmentation", check.Json.GetProperty("dataset").GetProperty("task").GetString());
        Assert.Equal(4, check.Json.GetProperty("dataset").GetProperty("classes").GetInt32());
    }

    [Fact]
    public async Task Run_ClassificationSpaceOnShapes_IsRefusedInOneMessage()
    {
        await MakeAsync();

        var run = await RunAsync("run", _nas.File("e.json", Spec("\"fbnet-v3-small\"")));

        Assert.Equal(2, run.Code);
        Assert.Contains("'shapes' is a data set for segmentation", run.Messages, StringComparison.Ordinal);
        Assert.Contains("such as espnet-seg", run.Messages, StringComparison.Ordinal);
    }

    private async Task MakeAsync()
    {
        string[] arguments = ["--train", "30", "--test", "4", "--side", "24"];
        var made = await _nas.RunAsync(["data", "make-shapes", Path.Combine(_nas.Data, "shapes"), .. arguments]);
        Assert.True(made.Code == 0, made.Messages);
        Assert.Contains($"export {Variable}=", made.Text, StringComparison.Ordinal);
    }

    private async Task<Nas.Output> RunAsync(params string[] arguments)
    {
        await using var running = _nas.Start(arguments, (Variable, _nas.Data));
        return await running.EndAsync();
    }

    private static string Spec(string space) =>
        $$"""
            {
              "version": 1, "name": "shapes", "seed": 11, "data": { "dataset": "shapes", "validationSize": 10 },
              "space": {{space}}, "trainer": { "epochs": 2 }, "strategy": "random", "budget": { "candidates": 2 },
              "ranking": "accuracy"
            }
            """;
}
