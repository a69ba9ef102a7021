using NasCluster.Domain.Latency;
using NasCluster.Trainer.Measuring;
using NasCluster.Trainer.Runtime;
using NasCluster.Trainer.Tests.Shared;
using TorchSharp;

namespace NasCluster.Trainer.Tests.Measuring;

[Collection(TorchTests.Name)]
public sealed class LayerProfilerTests
{
    [Fact]
    public void Measure_ATickForEachReading_IsOneForEachLayerThatRuns()
    {
        var network = TinyNetwork.Create();
        var times = new LayerProfiler(new TickingClock()).Measure(network, torch.CPU, "here");
        Assert.All(times.Layers, layer => Assert.Equal(20, layer.MedianMs));
        Assert.Equal(20, times.NetworkMs);
        Assert.Equal("here", times.Device);
        var names = network.Nodes.Select(node => node.Name).ToList();
        Assert.Equal(
            names.Where(times.Layers.Select(layer => layer.Layer).Contains),
            times.Layers.Select(layer => layer.Layer)
        );
        // A normalisation with an activation behind it is computed within that one.
        Assert.DoesNotContain("stem.bn", times.Layers.Select(layer => layer.Layer));
        Assert.Contains("stem.act", times.Layers.Select(layer => layer.Layer));
        Assert.Contains("classifier", times.Layers.Select(layer => layer.Layer));
    }

    [Fact]
    public void Layers_OfARuntimeThatShowsNone_NamesWhatIsAllowed()
    {
        var request = new LayerTimesRequest { Network = "ghostnet-0.5", Runtime = "onnxruntime-cpu" };
        var refused = Assert.Throws<TrainerSettingsException>(() =>
            LatencyCommand.Layers(request, TimeProvider.System)
        );
        Assert.Equal(
            "Layers are not seen in 'onnxruntime-cpu': allowed are torch-cpu and, for each GPU, torch-cuda:N.",
            refused.Message
        );
    }
}
