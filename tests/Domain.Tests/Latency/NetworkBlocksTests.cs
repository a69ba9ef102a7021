using NasCluster.Domain.Architectures;
using NasCluster.Domain.Latency;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Zoo;

namespace NasCluster.Domain.Tests.Latency;

public sealed class NetworkBlocksTests
{
    public static TheoryData<string> Networks => [.. ZooCatalog.Models.Select(model => model.Name)];

    [Theory]
    [MemberData(nameof(Networks))]
    public void BlocksOfEveryZooNetwork_HoldEachRunningNodeOnce_AndChain(string name)
    {
        var network = ZooCatalog.Find(name)!.Create(new());
        var blocks = NetworkBlocks.Of(network);
        var live = network.Live();
        Assert.Equal(
            network.Nodes.Where((_, i) => live[i]).Select(node => node.Name),
            blocks.SelectMany(block => block.Network.Nodes).Select(node => node.Name)
        );
        var shape = network.Input;
        foreach (var block in blocks)
        {
            Assert.Equal(shape, block.Network.Input);
            shape = block.Network.Shapes()[^1];
        }

        Assert.Equal(network.Shapes()[^1], shape);
    }

    [Fact]
    public void BlocksOfASearchedNetwork_AreItsLayers()
    {
        var space = SpaceCatalog.Find("fbnet-v1-small")!;
        var point = space.Sample(SeededRandom.Create(3, "blocks", 0));
        var network = DecoderCatalog.Get(space.Decoder!).Decode(point, new(1, 28, 10));
        var paths = NetworkBlocks.Of(network).Select(block => block.Path).ToList();
        Assert.Equal("stem", paths[0]);
        Assert.Equal(["head", "classifier"], paths[^2..]);
        Assert.All(paths[1..^2], path => Assert.StartsWith("layer", path, StringComparison.Ordinal));
        Assert.Equal(paths.Count, paths.Distinct().Count());
    }

    [Theory]
    [InlineData("efficientnet-b0", 18)]
    [InlineData("fbnet-a", 20)]
    [InlineData("ghostnet-1.0", 17)]
    [InlineData("mobilenetv3-large", 17)]
    public void BlocksOfPublishedNetworks_AreTheirBlocks(string name, int fewest)
    {
        var blocks = NetworkBlocks.Of(ZooCatalog.Find(name)!.Create(new()));
        Assert.InRange(blocks.Length, fewest, fewest + 5);
    }

    [Fact]
    public void AnEespUnitThatReadsTheImage_HasItAsSecondInput()
    {
        var network = ZooCatalog.Find("espnetv2-1.0")!.Create(new());
        var block = NetworkBlocks.Of(network).First(block => block.Network.SecondInput is not null);
        Assert.Equal(network.Input, block.Network.SecondInput);
        Assert.EndsWith("+3x224x224", block.Key.Input, StringComparison.Ordinal);
    }

    [Fact]
    public void EqualBlocksOfDifferentNetworks_HaveEqualKeys()
    {
        var keys = NetworkBlocks.Of(ZooCatalog.Find("efficientnet-b0")!.Create(new())).Select(block => block.Key);
        var others = NetworkBlocks.Of(ZooCatalog.Find("efficientnet-b0")!.Create(new() { Classes = 10 }));
        Assert.Equal(keys.SkipLast(1), others.SkipLast(1).Select(block => block.Key));
        Assert.NotEqual(keys.Last(), others[^1].Key);
    }

    [Fact]
    public void SpaceBlocks_OfTheSmallFbNetSpace_AreAllAndCoverIt()
    {
        var space = SpaceCatalog.Find("fbnet-v1-small")!;
        var blocks = SpaceBlocks.Of(space, new(1, 28, 10), limit: 2000, seed: 1);
        Assert.Equal(1, blocks.Coverage);
        Assert.Equal(blocks.Blocks.Length, blocks.Blocks.Select(block => block.Key).Distinct().Count());
        var few = SpaceBlocks.Of(space, new(1, 28, 10), limit: 20, seed: 1);
        Assert.Equal(20, few.Blocks.Length);
        Assert.True(few.Coverage < 0.1);
    }
}
