using System.Numerics;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Costs;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Tests.SearchSpaces;

/// <summary>Every built-in space: whatever is sampled from it can be built.</summary>
public sealed class BuiltInSpacesTests
{
    private const int Samples = 200;

    public static TheoryData<string> Names => [.. SpaceCatalog.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void EverySample_IsANetworkThatCanBeBuilt(string name)
    {
        var space = SpaceCatalog.Find(name)!;
        var decoder = DecoderCatalog.Get(space.Decoder!);
        Assert.Empty(decoder.Check(space));
        var small = name.EndsWith("-small", StringComparison.Ordinal);
        var asked = space with
        {
            Dimensions = [.. space.Dimensions.Where(dimension => dimension.Name != "resolution")],
        };
        Assert.True(asked.Size > BigInteger.Zero && space.Size >= asked.Size);
        for (var i = 0; i < Samples; i++)
        {
            // Grey and colour, the data's side and the searched one.
            var channels = i % 4 < 2 ? 3 : 1;
            var target = small ? new NetworkTarget(channels, 32, 10) : new NetworkTarget(channels, 224, 1000);
            var drawn = i % 2 == 0 ? space : asked;
            var sample = drawn.Sample(SeededRandom.Create(3, "spaces", i));
            var network = decoder.Decode(sample, target);
            Assert.Empty(drawn.Check(sample));
            Assert.Equal(target.Classes, NetworkCost.Of(network).OutputShape.Channels);
            Assert.Distinct(network.Nodes.Select(node => node.Name));
            Assert.Equal(sample.Key, drawn.Sample(SeededRandom.Create(3, "spaces", i)).Key);
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
            ["eesp", "esp", "fbnet", "fused-mbconv", "ghost", "ghost-v2", "mbconv", "mbconv-se", "skip"],
            kinds.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Mixed_AStageHasOnlyWhatItsBlockReads()
    {
        var space = SpaceCatalog.Find("mixed-small")!;
        for (var i = 0; i < Samples; i++)
        {
            var architecture = space.Sample(SeededRandom.Create(5, "spaces", i)).Architecture;
            var kind = architecture.Text("stage1.block");
            Assert.Equal(kind is not ("esp" or "eesp" or "skip"), architecture.Contains("stage1.kernel"));
            Assert.Equal(kind is not ("esp" or "eesp" or "skip"), architecture.Contains("stage1.expansion"));
            Assert.Equal(kind is "fbnet" or "ghost" or "ghost-v2", architecture.Contains("stage1.se"));
            Assert.Equal(kind is "fbnet", architecture.Contains("stage1.activation"));
        }
    }

    [Fact]
    public void EfficientNetV2_SearchesNoStageWidths_TheyAreTheBackbones()
    {
        var widths = SpaceCatalog
            .Find("efficientnet-v2")!
            .Dimensions.OfType<IntegerDimension>()
            .Where(dimension => dimension.Name.StartsWith("stage", StringComparison.Ordinal))
            .Where(dimension => dimension.Name.EndsWith(".width", StringComparison.Ordinal))
            .ToList();
        Assert.Equal([16, 32, 48, 96, 112, 192], widths.Select(dimension => dimension.Min));
        Assert.All(widths, dimension => Assert.Equal(1, dimension.Cardinality));
    }
}
