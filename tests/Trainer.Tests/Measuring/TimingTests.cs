using NasCluster.Trainer.Measuring;
using NasCluster.Trainer.Networks;
using NasCluster.Trainer.Tests.Shared;
using TorchSharp;

namespace NasCluster.Trainer.Tests.Measuring;

[Collection(TorchTests.Name)]
public sealed class TimingTests
{
    [Fact]
    public void Latency_SmallNetwork_IsTheMedianOfEnoughRuns()
    {
        using var module = new GraphModule(TinyNetwork.Create(), new());
        var before = module.Tensors.Buffers.Sum(slot => slot.Value.sum().item<float>());
        var latency = IsolatedOf(module);
        Assert.True(latency.Spread >= 0);
        Assert.True(latency.MedianMs > 0 && latency.P95Ms >= latency.MedianMs);
        Assert.Equal(before, module.Tensors.Buffers.Sum(slot => slot.Value.sum().item<float>()));
    }

    [Fact]
    public void Latency_NoisyAtFirst_IsMeasuredAgainAndTheBetterOneCounts()
    {
        using var module = new GraphModule(TinyNetwork.Create(), new());
        var options = MeterOptions.Rough with { FewestRuns = 4 };
        var clock = new DisturbedClock(disturbed: 2 + 2 * options.FewestRuns);
        var meter = new IsolatedMeter(DeviceTurns.None(clock), clock, options);
        var noisy = meter.Measure(module);
        Assert.True(noisy.IsNoisy && noisy.Spread > IsolatedMeter.MostSpread);
        var calm = meter.Measure(module, noisy);
        Assert.False(calm.IsNoisy);
        Assert.Equal(0, calm.Spread);
    }

    [Fact]
    public void Latency_StillNoisy_StaysTheOneWithTheLeastSpread()
    {
        using var module = new GraphModule(TinyNetwork.Create(), new());
        var options = MeterOptions.Rough with { FewestRuns = 4 };
        var clock = new DisturbedClock(disturbed: 1000);
        var before = new LatencyReading(1, 1, 0.2, IsNoisy: true);
        Assert.Same(before, new IsolatedMeter(DeviceTurns.None(clock), clock, options).Measure(module, before));
    }

    private static LatencyReading IsolatedOf(GraphModule module) =>
        new IsolatedMeter(DeviceTurns.None(TimeProvider.System), TimeProvider.System, new()).Measure(module);

    [Fact]
    public void MsPerImage_EqualNetworks_AreMeasuredOnce()
    {
        var references = new ReferenceTimes(torch.CPU, TimeProvider.System, DeviceTurns.None(TimeProvider.System));
        var first = references.MsPerImage(TinyNetwork.Create());
        Assert.True(first > 0);
        Assert.Equal(first, references.MsPerImage(TinyNetwork.Create()));
        Assert.NotEqual(first, references.MsPerImage(TinyNetwork.Create(width: 32)));
    }
}
