using NasCluster.Domain.Architectures;
using NasCluster.Domain.Costs;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Tests.Architectures;

/// <summary>Summed from pieces or counted as a whole, a network costs the same.</summary>
public sealed class DecodedCostTests
{
    public static TheoryData<string> Spaces => [.. SpaceCatalog.Names.Where(Decodes)];

    [Theory]
    [MemberData(nameof(Spaces))]
    public void Of_AnyArchitecture_IsTheCostOfItsNetwork(string name)
    {
        var space = SpaceCatalog.Find(name)!;
        var decoder = DecoderCatalog.Get(space.Decoder!);
        var random = SeededRandom.Create(1, name);
        var target = new NetworkTarget(3, 48, 7);
        for (var i = 0; i < 40; i++)
        {
            var configuration = space.Sample(random);
            if (TryDecode(decoder, configuration, target) is { } network)
            {
                Assert.Equal(NetworkCost.Of(network), DecodedCost.Of(decoder, configuration, target));
            }
            else
            {
                Assert.Throws<InvalidNetworkException>(() => DecodedCost.Of(decoder, configuration, target));
            }
        }
    }

    [Theory]
    [InlineData("ghost-v2")]
    [InlineData("esp")]
    [InlineData("eesp")]
    [InlineData("skip")]
    [InlineData("fused-mbconv")]
    [InlineData("fbnet")]
    public void Of_StagesOfAnyKind_IsTheCostOfTheirNetwork(string kind)
    {
        var decoder = DecoderCatalog.Get("staged-blocks");
        var target = new NetworkTarget(1, 32, 10);
        foreach (var stride in new[] { 1, 2 })
        {
            var configuration = new Configuration(
                new([
                    new("stem.width", 16),
                    new("stage1.block", "mbconv-se"),
                    new("stage1.width", 16),
                    new("stage1.depth", 2),
                    new("stage1.stride", 1),
                    new("stage2.block", kind),
                    new("stage2.width", 32),
                    new("stage2.depth", 3),
                    new("stage2.stride", stride),
                    new("stage2.expansion", 2),
                ]),
                new([new("stochasticDepth", 0.1), new("dropout", 0.2)])
            );
            Assert.Equal(
                NetworkCost.Of(decoder.Decode(configuration, target)),
                DecodedCost.Of(decoder, configuration, target)
            );
        }
    }

    [Theory]
    [InlineData("stage1.expansion", 1e300)]
    [InlineData("stage1.expansion", 0)]
    [InlineData("stage1.width", 0)]
    [InlineData("stage1.width", 2147483647)]
    [InlineData("stem.width", -3)]
    public void Of_ValuesBeyondAllBounds_IsRefusedWhereDecodingRefuses(string dimension, double value) =>
        IsRefusedAlike(dimension, value);

    [Theory]
    [InlineData("resolution")]
    [InlineData("stage1.depth")]
    [InlineData("widthMultiplier")]
    public void Of_WordsInPlaceOfNumbers_IsRefusedWhereDecodingRefuses(string dimension) =>
        IsRefusedAlike(dimension, "a word");

    private static void IsRefusedAlike(string dimension, ParameterValue value)
    {
        var decoder = DecoderCatalog.Get("staged-blocks");
        var target = new NetworkTarget(1, 32, 10);
        var architecture = new ParameterSet([
            new("stem.width", 16),
            new("stage1.block", "mbconv-se"),
            new("stage1.width", 16),
            new("stage1.depth", 2),
            new("stage1.expansion", 2),
        ]).With(dimension, value);
        var configuration = new Configuration(architecture, ParameterSet.Empty);
        var whole = Record.Exception(() => NetworkCost.Of(decoder.Decode(configuration, target)));
        var summed = Record.Exception(() => DecodedCost.Of(decoder, configuration, target));
        Assert.Equal(whole?.GetType(), summed?.GetType());
    }

    private static bool Decodes(string name) => SpaceCatalog.Find(name)!.Decoder is not null;

    private static Network? TryDecode(INetworkDecoder decoder, Configuration configuration, NetworkTarget target)
    {
        try
        {
            return decoder.Decode(configuration, target);
        }
        catch (InvalidNetworkException)
        {
            return null;
        }
    }
}
