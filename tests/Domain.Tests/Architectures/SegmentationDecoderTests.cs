using NasCluster.Domain.Architectures;
using NasCluster.Domain.Costs;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Zoo;

namespace NasCluster.Domain.Tests.Architectures;

/// <summary>The decoders of ESPNet and ESPNetV2 for segmentation build the published networks, and others beside them.</summary>
public sealed class SegmentationDecoderTests
{
    private const int Classes = 20;

    [Theory]
    [InlineData("espnet-segmentation", "espnet-p2-q3")]
    [InlineData("espnetv2-segmentation", "espnetv2-seg-1.0")]
    public void Decode_PaperChoices_IsThePublishedNetwork(string decoder, string published)
    {
        var network = Decode(decoder, 64, new("p", 2), new("q", 3), new("scale", 1));

        var expected = ZooCatalog.Find(published)!.Create(new() { Height = 64, Width = 64 });
        Assert.Equal(NetworkCost.Of(expected), NetworkCost.Of(network));
        Assert.Equal(expected.Nodes.Select(node => node.Name), network.Nodes.Select(node => node.Name));
        Assert.Equal(new TensorShape(Classes, 8, 8), network.Shapes()[network.Auxiliary!.Value]);
        Assert.True(network.Live()[network.Auxiliary.Value]);
    }

    [Fact]
    public void Decode_WithoutDecoder_IsEspNetC()
    {
        var network = Decode("espnet-segmentation", 64, new("p", 2), new("q", 3), new("decoder", false));

        var expected = ZooCatalog.Find("espnet-c-p2-q3")!.Create(new() { Height = 64, Width = 64 });
        Assert.Equal(NetworkCost.Of(expected), NetworkCost.Of(network));
        Assert.Null(network.Auxiliary);
    }

    [Theory]
    [InlineData("p", 3)]
    [InlineData("q", 4)]
    [InlineData("width", 0.5)]
    [InlineData("decoder.width", 25)]
    public void Decode_EspNet_EveryChoiceChangesTheNetwork(string name, double value)
    {
        var paper = Decode("espnet-segmentation", 64, new("p", 2), new("q", 3));

        var choices = new Dictionary<string, ParameterValue>
        {
            ["p"] = 2,
            ["q"] = 3,
            [name] = value,
        };

        Assert.NotEqual(NetworkCost.Of(paper), NetworkCost.Of(Decode("espnet-segmentation", 64, [.. choices])));
    }

    [Theory]
    [InlineData("level3.depth", 2)]
    [InlineData("level4.depth", 3)]
    [InlineData("receptiveLimit", 5)]
    public void Decode_EspNetV2_EveryChoiceChangesTheNetwork(string name, double value)
    {
        var layers = Decode("espnetv2-segmentation", 64, [new("scale", 1)]).Nodes.Select(node => node.Layer);

        var changed = Decode("espnetv2-segmentation", 64, new("scale", 1), new(name, value));

        Assert.NotEqual(layers, changed.Nodes.Select(node => node.Layer));
    }

    [Theory]
    [InlineData(61, 56)]
    [InlineData(64, 64)]
    [InlineData(5, 8)]
    public void Resolution_EspNet_IsAMultipleOfEight(int side, int expected)
    {
        var network = Decode("espnet-segmentation", side, new("p", 1), new("q", 1));

        Assert.Equal(new TensorShape(Classes, expected, expected), NetworkCost.Of(network).OutputShape);
    }

    [Fact]
    public void Decode_ScaleThatDoesNotDivide_SaysWhere()
    {
        var error = Assert.Throws<InvalidNetworkException>(() =>
            Decode("espnetv2-segmentation", 64, [new("scale", 0.3)])
        );

        Assert.Contains("net.level", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("espnet-segmentation", "'p'", "'q'")]
    [InlineData("espnetv2-segmentation", "'scale'")]
    public void Check_MissingDimensions_AreNamed(string decoder, params string[] names)
    {
        var complaints = DecoderCatalog.Get(decoder).Check(new("empty", decoder, [])).ToList();

        Assert.Equal(names.Length, complaints.Count);
        Assert.All(
            names,
            (name, i) =>
                Assert.EndsWith($"needs an architecture dimension {name}", complaints[i], StringComparison.Ordinal)
        );
    }

    private static Network Decode(string decoder, int side, params KeyValuePair<string, ParameterValue>[] choices) =>
        DecoderCatalog.Get(decoder).Decode(new(new(choices), ParameterSet.Empty), new(3, side, Classes));
}
