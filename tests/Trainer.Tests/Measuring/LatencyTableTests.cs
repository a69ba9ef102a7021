using NasCluster.Domain.Latency;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Trainer.Measuring;
using NasCluster.Trainer.Runtime;
using NasCluster.Trainer.Tests.Shared;

namespace NasCluster.Trainer.Tests.Measuring;

[Collection(TorchTests.Name)]
public sealed class LatencyTableTests
{
    [Theory]
    [InlineData("torch-cpu")]
    [InlineData("onnxruntime-cpu")]
    public void Table_OfASpace_HasABlockPerEntry_AndAnAccuracy(string runtime)
    {
        var request = new LatencyTableRequest
        {
            Subject = "fbnet-v1-small",
            Space = SpaceCatalog.Find("fbnet-v1-small"),
            Options = new() { Channels = 1, Classes = 10 },
            Runtime = runtime,
            Threads = 1,
            Limit = 250,
            Calibrate = 3,
            Check = 3,
        };
        // A clock that ticks by the call stands for time: the counts are of interest, not the machine's speed.
        var report = new LatencyTableMeasurement(request, new TickingClock()).Run();
        Assert.Equal($"{runtime}-1t", report.Table.Device);
        Assert.Equal(1, report.Coverage);
        Assert.InRange(report.Table.Entries.Length, 100, 250);
        Assert.All(report.Table.Entries, entry => Assert.True(entry.Repeats >= 20));
        Assert.Equal(3, report.Table.Calibration!.Networks);
        Assert.Equal(3, report.Accuracy!.Networks);
    }

    [Theory]
    [InlineData("torch-cpu")]
    [InlineData("onnxruntime-cpu")]
    public void Table_OfANetworkWhoseBlocksReadTheImage_CoversIt(string runtime)
    {
        var request = new LatencyTableRequest
        {
            Subject = "espnetv2-0.5",
            Options = new() { Height = 64, Width = 64 },
            Runtime = runtime,
            Threads = 1,
        };
        var table = new LatencyTableMeasurement(request, new TickingClock()).Run().Table;
        Assert.Contains(table.Entries, entry => entry.Key.Input.Contains('+', StringComparison.Ordinal));
        Assert.Equal(1, table.Calibration!.Networks);
    }

    [Fact]
    public void Device_Unknown_NamesWhatIsAllowed()
    {
        var error = Assert.Throws<TrainerSettingsException>(() => InferenceDevice.Create("tpu", 1));
        Assert.Contains("torch-cpu, onnxruntime-cpu", error.Message, StringComparison.Ordinal);
    }
}
