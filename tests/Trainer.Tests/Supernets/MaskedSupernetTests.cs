using NasCluster.Domain.Costs;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Supernets;
using NasCluster.Trainer.Supernets;
using NasCluster.Trainer.Tests.Shared;
using TorchSharp;

namespace NasCluster.Trainer.Tests.Supernets;

/// <summary>The oracles of DMaskingNAS (papers.md §4).</summary>
[Collection(TorchTests.Name)]
public sealed class MaskedSupernetTests
{
    public static TheoryData<string> Spaces => ["fbnet-v2-f-small", "fbnet-v2-p-small", "fbnet-v2-l-small"];

    [Theory]
    [MemberData(nameof(Spaces))]
    public void Forward_OneHotWeights_IsTheNarrowNetworkOnTheSmallMap(string space)
    {
        using var scope = torch.NewDisposeScope();
        using var fixture = new SupernetFixture(space);
        for (var index = 0; index < 4; index++)
        {
            var (configuration, _, oneHot) = fixture.Draw(index);
            using var derived = fixture.Derive(configuration, name => WithBlock(name, configuration.Architecture));
            fixture.Give(oneHot);
            derived.train();
            fixture.Super.Module.train();
            var images = SupernetFixture.Images(fixture.Supernet.Network.Input.Height);
            var small = ResolutionOperation.Subsample(images, derived.Input.Height);
            var difference = (derived.forward(small) - fixture.Super.Module.forward(images)).abs().max().ToDouble();
            Assert.InRange(difference, 0, 1e-4);
        }
    }

    [Theory]
    [MemberData(nameof(Spaces))]
    [InlineData("fbnet-v2-f")]
    [InlineData("fbnet-v2-p")]
    [InlineData("fbnet-v2-l")]
    public void Expected_OneHotWeights_IsTheDerivedNetworksCost(string space)
    {
        var spec = new SupernetSpec { Choices = SupernetCatalog.ChoicesOf(SpaceCatalog.Find(space)!) };
        var reference = SpaceCatalog.Find(space)!.Reference().Architecture;
        var supernet = new MaskedSupernet().Build(spec, reference, SupernetFixture.Target);
        var random = new Random(2);
        for (var index = 0; index < 20; index++)
        {
            var options = spec.Choices.Select(choice => random.Next(choice.Options.Length)).ToArray();
            var oneHot = spec
                .Choices.Select((c, i) => c.Options.Select((_, j) => j == options[i] ? 1.0 : 0).ToArray())
                .ToArray();
            var architecture = spec
                .Choices.Index()
                .Aggregate(reference, (set, pair) => set.With(pair.Item.Name, pair.Item.Options[options[pair.Index]]));
            var network = Domain
                .Architectures.DecoderCatalog.Get("fbnet-v2-layers")
                .Decode(new(architecture, ParameterSet.Empty), SupernetFixture.Target);
            var cost = NetworkCost.Of(network);
            Assert.Equal(cost.Macs.Total, supernet.Macs.Expected(oneHot), 3);
            Assert.Equal(cost.Params, supernet.Params.Expected(oneHot), 3);
        }
    }

    [Theory]
    [MemberData(nameof(Spaces))]
    [InlineData("fbnet-v2-l")]
    public void Latency_TimesLinearInMacs_IsThatOfTheDerivedNetwork(string name)
    {
        var space = SpaceCatalog.Find(name)!;
        var spec = new SupernetSpec { Choices = SupernetCatalog.ChoicesOf(space) };
        var reference = space.Reference();
        var supernet = new MaskedSupernet().Build(spec, reference.Architecture, SupernetFixture.Target);
        var times = supernet.Blocks.Distinct.ToDictionary(
            block => block.Key,
            block => 5 + 1e-3 * NetworkCost.Of(block.Network).Macs.Total
        );
        var latency = supernet.Blocks.Latency(key => times[key]);
        var random = new Random(3);
        for (var index = 0; index < 10; index++)
        {
            var options = spec.Choices.Select(choice => random.Next(choice.Options.Length)).ToArray();
            var oneHot = spec
                .Choices.Select((c, i) => c.Options.Select((_, j) => j == options[i] ? 1.0 : 0).ToArray())
                .ToArray();
            var values = spec.Choices.Select((c, i) => (c.Name, Value: c.Options[options[i]])).ToDictionary();
            var configuration = space.Replace(reference, values);
            var network = Domain
                .Architectures.DecoderCatalog.Get(space.Decoder!)
                .Decode(configuration, SupernetFixture.Target);
            // Stem, head and classifier, and every layer that is not skipped.
            var parts =
                3
                + configuration.Architecture.Values.Count(value =>
                    value.Key.EndsWith(".block", StringComparison.Ordinal) && value.Value != "skip"
                );
            Assert.Equal(5.0 * parts + 1e-3 * NetworkCost.Of(network).Macs.Total, latency.Expected(oneHot), 3);
        }
    }

    [Fact]
    public void MaskOf_SoftWeights_IsTheSumOfStairs()
    {
        using var scope = torch.NewDisposeScope();
        using var fixture = new SupernetFixture("fbnet-v2-f-small");
        var weights = fixture.Super.Weights;
        weights.Begin(training: true);
        var choice = 1;
        var size = new ChoiceSize(choice, null, [12, 16, 20, 24]);
        var mask = weights.MaskOf(size);
        for (var channel = 0; channel < 24; channel++)
        {
            var expected = Enumerable
                .Range(0, 4)
                .Where(i => channel < size.Sizes[i])
                .Sum(i => weights.Current[choice, i].ToDouble());
            Assert.Equal(expected, mask[channel].ToDouble(), 5);
        }
    }

    [Fact]
    public void MaskedNorm_SoftWeights_IsTheSumOfZeroPaddedNarrowBlocks()
    {
        using var scope = torch.NewDisposeScope();
        using var weights = new ArchitectureWeights([new("width", [2, 4, 8])], SupernetMode.Full, torch.CPU);
        var size = new ChoiceSize(0, null, [2, 4, 8]);
        var tensors = new NasCluster.Trainer.Networks.TensorStore();
        var norm = MaskedNormOperation.Create("bn", new(new(8), size), tensors, weights);
        tensors.Allocate(torch.CPU, 1);
        torch.manual_seed(6);
        var map = torch.randn(4, 8, 5, 5);
        weights.Begin(training: true);
        var masked = norm([map], true);
        var sum = torch.zeros_like(map);
        for (var i = 0; i < size.Sizes.Length; i++)
        {
            var narrow = torch.nn.functional.batch_norm(
                map.narrow(1, 0, size.Sizes[i]),
                torch.zeros(size.Sizes[i]),
                torch.ones(size.Sizes[i]),
                tensors.Parameters[0].Value.narrow(0, 0, size.Sizes[i]),
                tensors.Parameters[1].Value.narrow(0, 0, size.Sizes[i]),
                true
            );
            sum += weights.WeightOf(0, i) * torch.nn.functional.pad(narrow, [0, 0, 0, 0, 0, 8 - size.Sizes[i]]);
        }

        Assert.True((masked - sum).abs().max().ToDouble() < 1e-5);
        tensors.Dispose();
    }

    private static string WithBlock(string name, ParameterSet architecture)
    {
        var end = name.IndexOf('.', StringComparison.Ordinal);
        return name.StartsWith("layer", StringComparison.Ordinal)
            ? $"{name[..end]}.{architecture.Text($"{name[..end]}.block")}{name[end..]}"
                .Replace(".se.se.0.conv.", ".se.reduce.", StringComparison.Ordinal)
                .Replace(".se.se.1.", ".se.expand.", StringComparison.Ordinal)
            : name;
    }
}
