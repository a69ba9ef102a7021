using System.Collections.Immutable;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Costs;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Tests.Architectures;

/// <summary>"staged-blocks": every kind of block under widths and sizes that do not suit it, and what it refuses.</summary>
public sealed class StagedBlocksDecoderTests
{
    private static readonly INetworkDecoder Decoder = DecoderCatalog.Get("staged-blocks");

    public static TheoryData<string> Kinds =>
        ["mbconv", "mbconv-se", "fused-mbconv", "fbnet", "ghost", "ghost-v2", "esp", "eesp", "skip"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EveryKind_IsBuilt_WhateverTheWidthSideAndStride(string kind)
    {
        foreach (var side in (int[])[2, 7, 28, 33])
        {
            foreach (var width in (int[])[6, 16, 21, 40])
            {
                foreach (var stride in (int[])[1, 2])
                {
                    var network = Decode(side, Stages(kind, width, stride));
                    Assert.Equal(10, NetworkCost.Of(network).OutputShape.Channels);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EveryKind_FollowsEveryOther(string kind)
    {
        foreach (var first in Kinds)
        {
            var stages = Stages(first.Data, 20, stride: 2).SetItem("stage2.block", kind);
            Assert.Equal(10, NetworkCost.Of(Decode(28, stages)).OutputShape.Channels);
        }
    }

    [Fact]
    public void MbConv_WithSe_IsMbConvSe()
    {
        var flagged = Stages("mbconv", 32, stride: 2).Add("stage1.se", true).Add("stage2.se", true);
        var named = NetworkCost.Of(Decode(28, Stages("mbconv-se", 32, stride: 2)));
        Assert.Equal(named, NetworkCost.Of(Decode(28, flagged)));
        Assert.NotEqual(named, NetworkCost.Of(Decode(28, Stages("mbconv", 32, stride: 2))));
    }

    [Fact]
    public void Head_IsLeftOutWhereItHasNoWidth()
    {
        var stages = Stages("mbconv", 32, stride: 2);
        Assert.DoesNotContain(Decode(28, stages).Nodes, node => node.Name.StartsWith("head", StringComparison.Ordinal));
        var headed = Decode(28, stages.Add("head.width", 64));
        Assert.Contains(headed.Nodes, node => node.Name.StartsWith("head", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("mbconv")]
    [InlineData("fused-mbconv")]
    [InlineData("fbnet")]
    public void Activation_IsTheStages(string kind)
    {
        var network = Decode(28, Stages(kind, 32, stride: 2).Add("stage2.activation", "relu"));
        var used = network
            .Nodes.Where(node => node.Name.StartsWith("stage2", StringComparison.Ordinal))
            .Select(node => node.Layer)
            .OfType<ActivationLayer>()
            .ToList();
        Assert.NotEmpty(used);
        Assert.All(used, layer => Assert.Equal(Activation.Relu, layer.Kind));
    }

    [Theory]
    [InlineData("stage1.block", "resnet", "'resnet' is not a kind of block")]
    [InlineData("stage1.activation", "gelu", "'gelu' is not an activation")]
    [InlineData("stage2.stride", 3, "stage2.stride is 3")]
    [InlineData("stem.stride", 4, "stem.stride is 4")]
    public void WhatItDoesNotKnow_IsNamed(string name, object value, string message)
    {
        ParameterValue given = value is int number ? number : (string)value;
        var e = Assert.Throws<InvalidNetworkException>(() =>
            Decode(28, Stages("mbconv", 32, stride: 2).SetItem(name, given))
        );
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
    }

    private static ImmutableDictionary<string, ParameterValue> Stages(string kind, int width, int stride) =>
        ImmutableDictionary<string, ParameterValue>.Empty.AddRange(
            new Dictionary<string, ParameterValue>
            {
                ["stem.width"] = 16,
                ["stem.stride"] = 1,
                ["stage1.block"] = kind,
                ["stage1.width"] = width,
                ["stage1.depth"] = 2,
                ["stage1.stride"] = stride,
                ["stage2.block"] = kind,
                ["stage2.expansion"] = 3,
                ["stage2.kernel"] = 5,
                ["stage2.width"] = width + 3,
                ["stage2.depth"] = 1,
                ["stage2.stride"] = stride,
            }
        );

    private static Network Decode(int side, IEnumerable<KeyValuePair<string, ParameterValue>> architecture) =>
        Decoder.Decode(new(new(architecture), ParameterSet.Empty), new(3, side, 10));
}
