using System.Globalization;
using System.Text.Json;
using NasCluster.Domain.Architectures;
using NasCluster.Domain.Zoo;

namespace NasCluster.Domain.Tests.Zoo;

/// <summary>Rounding rules and stage tables against the values in procedures.json.</summary>
public sealed class WidthsTests
{
    private static readonly JsonElement Values = JsonDocument
        .Parse(File.ReadAllBytes(Path.Combine(GoldenFolder.Path, "procedures.json")))
        .RootElement.GetProperty("values");

    [Fact]
    public void Divisible_IsMobileVisionsRule()
    {
        var rows = Values
            .EnumerateObject()
            .First(item => item.Name.StartsWith("mobilecv_divisible", StringComparison.Ordinal));
        Assert.All(
            rows.Value.EnumerateArray(),
            row => Assert.Equal(row[2].GetInt32(), Widths.Divisible(row[0].GetDouble(), row[1].GetInt32()))
        );
    }

    [Fact]
    public void Dilations_FollowTheReceptiveLimit() =>
        Assert.All(
            Values.GetProperty("eesp_dilations_K4_by_r_lim").EnumerateObject(),
            limit =>
                Assert.Equal(
                    limit.Value.EnumerateArray().Select(d => d.GetInt32()),
                    EespUnit.Dilations(4, int.Parse(limit.Name, CultureInfo.InvariantCulture))
                )
        );

    [Theory]
    [InlineData("efficientnet_v1_stages", "efficientnet-")]
    [InlineData("efficientnet_v2_stages", "efficientnetv2-")]
    public void EfficientNetStages_AreScaledAsPublished(string table, string prefix) =>
        Assert.All(
            Values.GetProperty(table).EnumerateObject(),
            row =>
            {
                var nodes = ZooCatalog.Find(prefix + row.Name)!.Create().Nodes;
                Assert.Equal(row.Value.GetProperty("stem").GetInt32(), ConvOf(nodes, "conv_stem").OutChannels);
                Assert.Equal(row.Value.GetProperty("head").GetInt32(), ConvOf(nodes, "conv_head").OutChannels);
                var repeats = row.Value.GetProperty("repeats").EnumerateArray().Select(n => n.GetInt32()).ToArray();
                for (var stage = 0; stage < repeats.Length; stage++)
                {
                    Assert.Contains(
                        nodes,
                        node => node.Name.StartsWith($"blocks.{stage}.{repeats[stage] - 1}.", StringComparison.Ordinal)
                    );
                    Assert.DoesNotContain(
                        nodes,
                        node => node.Name.StartsWith($"blocks.{stage}.{repeats[stage]}.", StringComparison.Ordinal)
                    );
                }
            }
        );

    private static Conv2d ConvOf(IEnumerable<LayerNode> nodes, string name) =>
        (Conv2d)nodes.Single(node => node.Name == name).Layer;
}
