using System.Text.Json;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Costs;
using NasCluster.Domain.Zoo;

namespace NasCluster.Domain.Tests.Zoo;

public sealed class ZooCatalogTests
{
    public static TheoryData<string> Names => [.. ZooCatalog.Models.Select(model => model.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryNetwork_HasCosts_AndUniqueTensorNames(string name)
    {
        var network = ZooCatalog.Find(name)!.Create();
        var cost = NetworkCost.Of(network);
        Assert.True(cost.Params > 50_000);
        Assert.True(cost.Macs.Total > 10_000_000);
        Assert.InRange(
            cost.PeakActivationElements,
            network.Input.Elements,
            cost.ActivationElements + network.Input.Elements
        );
        Assert.Distinct(network.Nodes.Select(node => node.Name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryNetwork_TakesOtherClassesAndChannels(string name)
    {
        var network = ZooCatalog.Find(name)!.Create(new() { Classes = 7, Channels = 1 });
        Assert.Equal(7, NetworkCost.Of(network).OutputShape.Channels);
    }

    [Fact]
    public void Names_AreDistinct_AndFoundInAnyCase()
    {
        Assert.Distinct(ZooCatalog.Models.Select(model => model.Name));
        Assert.All(
            ZooCatalog.Models,
            model => Assert.Equal(model.Name, ZooCatalog.Find(model.Name.ToUpperInvariant())!.Name)
        );
    }

    [Theory]
    [InlineData("mobilecv_fbnet_a", "fbnet-a")]
    [InlineData("efficientnet_b3", "efficientnet-b3")]
    [InlineData("mobilenet_v2", "mobilenetv2-1.0")]
    [InlineData("ghostnet_1", "ghostnet-1.0")]
    [InlineData("espnet_p4_q6", "espnet-p4-q6")]
    [InlineData("ghostnetv2-0.75", "ghostnetv2-0.75")]
    [InlineData("espnetv2-1.7", "espnetv2-1.7")]
    public void Aliases_AndAnyWidthOrDepth_AreFound(string asked, string name) =>
        Assert.Equal(name, ZooCatalog.Find(asked)!.Name);

    [Theory]
    [InlineData("")]
    [InlineData("efficientnet-b8")]
    [InlineData("ghostnet-")]
    [InlineData("ghostnet-0")]
    [InlineData("ghostnet--1")]
    [InlineData("ghostnet-1e3")]
    [InlineData("espnet-p2")]
    public void UnknownNames_AreNotFound(string name) => Assert.Null(ZooCatalog.Find(name));

    [Theory]
    [InlineData(0, 1000)]
    [InlineData(9000, 1000)]
    [InlineData(224, 0)]
    [InlineData(1, 1000)]
    public void ImpossibleRequests_AreRefused(int side, int classes)
    {
        var request = new ZooRequest { Height = side, Classes = classes };
        if (side == 1)
        {
            // 1 pixel is enough where convolutions are padded.
            Assert.Equal(
                classes,
                NetworkCost.Of(ZooCatalog.Find("efficientnet-b0")!.Create(request)).OutputShape.Channels
            );
            return;
        }

        Assert.Throws<InvalidNetworkException>(() => ZooCatalog.Find("efficientnet-b0")!.Create(request));
    }

    [Fact]
    public void PublishedFlopsOfMobileVision_AreMacsPlusPooledElements()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(GoldenFolder.Path, "models.json")));
        var models = document
            .RootElement.GetProperty("models")
            .EnumerateArray()
            .Where(model =>
                model
                    .GetProperty("source")
                    .GetProperty("repo")
                    .GetString()!
                    .EndsWith("mobile-vision", StringComparison.Ordinal)
            )
            .ToList();
        Assert.NotEmpty(models);
        Assert.All(
            models,
            model =>
            {
                var input = model.GetProperty("input");
                var network = ZooCatalog
                    .Find(model.GetProperty("name").GetString()!)!
                    .Create(new() { Height = input[2].GetInt32(), Width = input[3].GetInt32() });
                Assert.Equal(
                    model.GetProperty("macs").GetProperty("adaptive_avg_pool_input_elements").GetInt64(),
                    NetworkCost.Of(network).PooledElements
                );
            }
        );
    }

    [Fact]
    public void UnusedParameters_Count_AndTheirMacsDoNot()
    {
        var builder = new NetworkBuilder(new(4, 8, 8));
        builder.Add("unused", new Conv2d(4, 4, 3, 1, 1), Network.InputIndex);
        builder.Add("used", new Conv2d(4, 2, 1, 1, 0), Network.InputIndex);
        var cost = NetworkCost.Of(builder.Build());
        Assert.Equal((4 * 4 * 9 + 4 * 2, 4 * 2 * 64), (cost.Params, cost.Macs.Total));
        Assert.Equal(2 * 64, cost.ActivationElements);
    }
}
