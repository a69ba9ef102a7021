using NasCluster.Domain.Candidates;
using NasCluster.Domain.Experiments;
using NasCluster.Domain.Scheduling;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Tests.Experiments;

public sealed class PlacementTests
{
    [Theory]
    [InlineData("cpu", "cpu", "cpu")]
    [InlineData("cuda:3", "cuda", "cuda")]
    [InlineData("edge=cpu", "cpu", "cpu,edge")]
    [InlineData(" big = cuda:0 ", "cuda", "cuda,big")]
    public void Parse_Device_OffersItsKindAndItsName(string text, string kind, string offers)
    {
        var device = SlotDevice.Parse(text);

        Assert.Null(device.Problem);
        Assert.Equal((kind, offers), (device.Kind, string.Join(',', device.Offers)));
        Assert.Equal(device, SlotDevice.Parse(device.ToString()));
    }

    [Theory]
    [InlineData("gpu", "'gpu' is no device")]
    [InlineData("cuda", "'cuda' is no device")]
    [InlineData("cuda:x", "'cuda:x' is no device")]
    [InlineData("cpu=cuda:0", "'cpu' is a kind")]
    [InlineData("a/b=cpu", "'a/b' is no name")]
    [InlineData("=cpu", "'' is no name")]
    public void Parse_NoDevice_SaysWhy(string text, string problem) =>
        Assert.StartsWith(problem, SlotDevice.Parse(text).Problem, StringComparison.Ordinal);

    [Fact]
    public void Measures_NamedLatency_OnceAndNotForSupernets()
    {
        var placement = new PlacementSpec { Train = "cuda", Latency = "edge" };
        var candidate = Made("random");

        Assert.True(placement.Measures(candidate));
        Assert.False(placement.Measures(candidate with { Latency = new(1, 2) }));
        Assert.False(placement.Measures(Made("supernet")));
        Assert.False(new PlacementSpec { Train = "cuda" }.Measures(candidate));
        Assert.Equal(("edge", "cuda"), (placement.First("random"), placement.First("supernet")));
    }

    [Theory]
    [InlineData(2.0, CandidateState.Ready)]
    [InlineData(2.1, CandidateState.Pruned)]
    public void Settle_Measured_KeepsToTheLimit(double medianMs, CandidateState next)
    {
        var spec = Spec() with { Constraints = new() { MaxLatencyMs = 2 } };

        var settlement = MeasuringStep.Settle(Made("random"), spec, new(medianMs, 3));

        Assert.Equal(next, settlement.Next);
        Assert.Equal(next == CandidateState.Ready ? "cuda" : null, settlement.Device);
        Assert.Equal(
            next == CandidateState.Ready ? null : "The latency on 'edge' is 2.1 ms, the limit 2 ms.",
            settlement.Failure?.Message
        );
    }

    private static Candidate Made(string stage) =>
        new()
        {
            Id = new("e-1", 1),
            Stage = stage,
            Configuration = new(ParameterSet.Empty, ParameterSet.Empty),
            Epochs = 1,
        };

    private static ExperimentSpec Spec() =>
        new()
        {
            Name = "e",
            Seed = 1,
            Data = new() { Dataset = "d" },
            Space = SmallImageSpace.Create(),
            Strategy = new("random", ParameterSet.Empty),
            Budget = new() { Candidates = 1 },
            Placement = new() { Train = "cuda", Latency = "edge" },
        };
}
