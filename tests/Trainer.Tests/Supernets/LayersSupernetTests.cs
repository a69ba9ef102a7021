using NasCluster.Domain.Costs;
using NasCluster.Domain.Latency;
using NasCluster.Domain.Supernets;
using NasCluster.Trainer.Tests.Shared;
using TorchSharp;

namespace NasCluster.Trainer.Tests.Supernets;

/// <summary>The oracles of FBNet's super net (papers.md §10).</summary>
[Collection(TorchTests.Name)]
public sealed class LayersSupernetTests
{
    private const string Small = "fbnet-v1-small";

    [Theory]
    [InlineData(SupernetMode.Full, true)]
    [InlineData(SupernetMode.Full, false)]
    public void Forward_OneHotWeights_IsTheDerivedNetworksOwnOutput(SupernetMode mode, bool training)
    {
        using var scope = torch.NewDisposeScope();
        using var fixture = new SupernetFixture(Small, mode);
        for (var index = 0; index < 3; index++)
        {
            var (configuration, _, oneHot) = fixture.Draw(index);
            using var derived = fixture.Derive(configuration, name => WithBlock(name, configuration.Architecture));
            fixture.Give(oneHot);
            fixture.Super.Module.train(training);
            derived.train(training);
            Assert.True(
                Tensors.Same(
                    derived.forward(SupernetFixture.Images()),
                    fixture.Super.Module.forward(SupernetFixture.Images())
                )
            );
        }
    }

    [Fact]
    public void Expected_OneHotWeights_IsTheDerivedNetworksCost()
    {
        using var fixture = new SupernetFixture(Small);
        for (var index = 0; index < 20; index++)
        {
            var (configuration, _, oneHot) = fixture.Draw(index);
            var cost = NetworkCost.Of(fixture.Decode(configuration));
            Assert.Equal(cost.Macs.Total, fixture.Supernet.Macs.Expected(oneHot));
            Assert.Equal(cost.Params, fixture.Supernet.Params.Expected(oneHot));
        }
    }

    [Theory]
    [InlineData(Small)]
    [InlineData("fbnet-v1")]
    public void Latency_OneHotWeights_IsTheTablesSumOfTheDerivedNetwork(string space)
    {
        using var fixture = new SupernetFixture(space);
        var latency = fixture.Supernet.Blocks.Latency(TimeOf);
        for (var index = 0; index < 20; index++)
        {
            var (configuration, _, oneHot) = fixture.Draw(index);
            var sum = NetworkBlocks.Of(fixture.Decode(configuration)).Sum(block => TimeOf(block.Key));
            Assert.Equal(sum, latency.Expected(oneHot), 6);
        }
    }

    [Fact]
    public void Latency_MixtureOfTwoWeights_IsLinear()
    {
        using var fixture = new SupernetFixture(Small);
        var latency = fixture.Supernet.Blocks.Latency(TimeOf);
        var first = fixture.Draw(1).OneHot;
        var second = fixture.Draw(2).OneHot;
        var mixed = first.Zip(second, (a, b) => a.Zip(b, (x, y) => 0.3 * x + 0.7 * y).ToArray()).ToArray();
        Assert.Equal(0.3 * latency.Expected(first) + 0.7 * latency.Expected(second), latency.Expected(mixed), 6);
    }

    [Fact]
    public void Cost_DrawnWeights_IsTheManagedExpectation()
    {
        using var scope = torch.NewDisposeScope();
        using var fixture = new SupernetFixture(Small);
        fixture.Super.Weights.Begin(training: true);
        var current = fixture.Super.Weights.Current;
        var weights = fixture
            .Spec.Choices.Select((choice, i) => choice.Options.Select((_, j) => current[i, j].ToDouble()).ToArray())
            .ToArray();
        var expected = fixture.Supernet.Macs.Expected(weights);
        Assert.InRange(fixture.Super.Cost.Of(fixture.Super.Weights).ToDouble() / expected, 0.9999, 1.0001);
    }

    [Fact]
    public void Begin_ColdTemperature_IsOneHotAndAsFrequentAsSoftmaxOfTheta()
    {
        using var scope = torch.NewDisposeScope();
        using var fixture = new SupernetFixture(Small);
        var weights = fixture.Super.Weights;
        using (torch.no_grad())
        {
            weights.Theta.copy_(torch.linspace(-1, 1, weights.Width).expand(weights.Theta.shape));
        }

        torch.manual_seed(4);
        weights.Temperature = 1e-4;
        var sum = torch.zeros_like(weights.Theta);
        const int Draws = 2000;
        for (var i = 0; i < Draws; i++)
        {
            using var step = torch.NewDisposeScope();
            weights.Begin(training: true);
            Assert.True(i % 100 != 0 || weights.Current.max(1).values.min().ToDouble() > 0.99);
            sum.add_(weights.Current);
        }

        // Nine layers of 2,000 draws with one distribution.
        var share = sum.mean([0]) / Draws;
        Assert.True((share - weights.Probabilities()[0]).abs().max().ToDouble() < 0.01);
    }

    [Fact]
    public void Forward_Sampled_IsTheDrawnNetworksOutput()
    {
        using var scope = torch.NewDisposeScope();
        using var fixture = new SupernetFixture(Small, SupernetMode.Sampled);
        fixture.Super.Module.train();
        torch.manual_seed(8);
        var output = fixture.Super.Module.forward(SupernetFixture.Images());
        var picks = fixture.Spec.Choices.Select((_, i) => fixture.Super.Weights.PickOf(i)!.Value).ToArray();
        var architecture = fixture
            .Spec.Choices.Index()
            .Aggregate(
                fixture.Space.Reference().Architecture,
                (set, pair) => set.With(pair.Item.Name, pair.Item.Options[picks[pair.Index]])
            );
        using var derived = fixture.Derive(
            new(architecture, Domain.SearchSpaces.ParameterSet.Empty),
            name => WithBlock(name, architecture)
        );
        derived.train();
        Assert.True(Tensors.Same(derived.forward(SupernetFixture.Images()), output));
    }

    [Theory]
    [InlineData(SupernetMode.Full)]
    [InlineData(SupernetMode.Sampled)]
    public void Backward_CrossEntropy_ReachesThetaOfEveryLayer(SupernetMode mode)
    {
        using var scope = torch.NewDisposeScope();
        using var fixture = new SupernetFixture(Small, mode);
        fixture.Super.Weights.Learns = true;
        fixture.Super.Module.train();
        torch.manual_seed(8);
        var scores = fixture.Super.Module.forward(SupernetFixture.Images());
        var labels = torch.arange(SupernetFixture.Images().shape[0]) % scores.shape[1];
        var loss = torch.nn.functional.cross_entropy(scores, labels);
        var gradient = torch.autograd.grad([loss], [fixture.Super.Weights.Theta])[0];
        // What rounding leaves of a gradient that is zero is some 1e-9.
        Assert.InRange(gradient.abs().amax([1]).min().ToDouble(), 1e-5, 1);
    }

    private static double TimeOf(BlockKey key) => 1 + key.Block.Length + key.Input.Length * 0.5;

    // "layer3.pw.conv.weight" is "layer3.k5_e1.pw.conv.weight" in the supernet.
    private static string WithBlock(string name, Domain.SearchSpaces.ParameterSet architecture)
    {
        var end = name.IndexOf('.', StringComparison.Ordinal);
        return name.StartsWith("layer", StringComparison.Ordinal)
            ? $"{name[..end]}.{architecture.Text($"{name[..end]}.block")}{name[end..]}"
            : name;
    }
}
