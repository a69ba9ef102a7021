using System.Numerics;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Costs;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Tests.SearchSpaces;

/// <summary>Every built-in space: whatever is sampled from it can be built.</summary>
public sealed class BuiltInSpacesTests
{
    private const int Samples = 100;

    public static TheoryData<string> Names => [.. SpaceCatalog.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void EverySample_IsANetworkThatCanBeBuilt(string name)
    {
        var space = SpaceCatalog.Find(name)!;
        var decoder = DecoderCatalog.Get(space.Decoder!);
        Assert.Empty(decoder.Check(space));
        var small = name.EndsWith("-small", StringComparison.Ordinal);
        var target = small ? new NetworkTarget(1, 28, 10) : new NetworkTarget(3, 224, 1000);
        for (var i = 0; i < Samples; i++)
        {
            var sample = space.Sample(SeededRandom.Create(3, "spaces", i));
            var network = decoder.Decode(sample, target);
            Assert.Equal(target.Classes, NetworkCost.Of(network).OutputShape.Channels);
            Assert.Distinct(network.Nodes.Select(node => node.Name));
            Assert.Equal(sample.Key, space.Sample(SeededRandom.Create(3, "spaces", i)).Key);
        }
    }

    [Fact]
    public void FbNetV1_HasNinePathsInTwentyTwoLayers()
    {
        var space = SpaceCatalog.Find("fbnet-v1")!;
        var recipe = space with
        {
            Dimensions = [.. space.Dimensions.Where(dimension => dimension.Part == SpacePart.Recipe)],
        };
        Assert.Equal(BigInteger.Pow(9, 22), space.Size / recipe.Size);
    }

    [Theory]
    [InlineData("mixed")]
    [InlineData("mixed-small")]
    public void Mixed_SamplesEveryKindOfBlock(string name)
    {
        var space = SpaceCatalog.Find(name)!;
        var kinds = Enumerable
            .Range(0, Samples)
            .Select(i => space.Sample(SeededRandom.Create(4, "spaces", i)).Architecture.Text("stage2.block"))
            .ToHashSet();
        Assert.Equal(
            ["eesp", "fused-mbconv", "ghost", "ghost-v2", "mbconv", "mbconv-se"],
            kinds.Order(StringComparer.Ordinal)
        );
    }
}
