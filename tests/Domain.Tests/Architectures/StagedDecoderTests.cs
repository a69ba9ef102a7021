using NasCluster.Domain.Architectures;
using NasCluster.Domain.Costs;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Tests.Shared;

namespace NasCluster.Domain.Tests.Architectures;

public sealed class StagedDecoderTests
{
    private static readonly NetworkTarget Target = new(1, 28, 10);
    private static readonly INetworkDecoder Decoder = DecoderCatalog.Get("staged-inverted-residual");

    [Fact]
    public void Decode_EveryPointOfTheSmallSpace_IsANetworkForTheClasses()
    {
        for (var i = 0; i < 300; i++)
        {
            var network = Decoder.Decode(Build.SmallSpace.Sample(SeededRandom.Create(1, "t", i)), Target);
            Assert.Equal(new TensorShape(10, 1, 1), network.Shapes()[^1]);
        }
    }

    [Fact]
    public void Decode_MissingDimension_NamesIt()
    {
        var sample = Build.SmallSpace.Reference();
        var cut = new ParameterSet(sample.Architecture.Values.Where(pair => pair.Key != "stage2.kernel"));
        var error = Assert.Throws<InvalidNetworkException>(() =>
            Decoder.Decode(sample with { Architecture = cut }, Target)
        );
        Assert.Contains("stage2.kernel", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_SpaceWithoutStages_ListsWhatIsMissing()
    {
        var errors = Decoder.Check(Build.TableSpace).ToList();
        Assert.Contains(errors, error => error.Contains("stem.width", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.Contains("stage1.kernel", StringComparison.Ordinal));
    }

    [Fact]
    public void Decode_StochasticDepth_GrowsLinearlyWithDepth()
    {
        var sample = Build.SmallSpace.Reference();
        var deep = sample with { Recipe = sample.Recipe.With("stochasticDepth", 0.2) };
        var rates = Decoder
            .Decode(deep, Target)
            .Nodes.Select(node => node.Layer)
            .OfType<DropPathLayer>()
            .Select(l => l.Rate)
            .ToList();
        Assert.NotEmpty(rates);
        Assert.Equal(rates.Order(), rates);
        Assert.InRange(rates[^1], 0.01, 0.2);
    }

    [Fact]
    public void Output_KernelLargerThanTheMap_NamesTheLayerAndBothSizes()
    {
        var builder = new NetworkBuilder(new(1, 2, 2));
        var error = Assert.Throws<InvalidNetworkException>(() =>
            builder.Add("big", new Conv2d(1, 1, 7, 1, Padding: 0), Network.InputIndex)
        );
        Assert.Contains("'big'", error.Message, StringComparison.Ordinal);
        Assert.Contains("7x7", error.Message, StringComparison.Ordinal);
        Assert.Contains("1x2x2", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(16, 16)]
    [InlineData(17, 24)]
    [InlineData(3, 8)]
    [InlineData(20, 24)]
    [InlineData(19.9, 24)]
    public void Divisible_Width_FollowsFbNetsRule(double width, int expected) =>
        Assert.Equal(expected, InvertedResidual.Divisible(width));

    [Fact]
    public void Cost_ByHand_CountsEveryKindOfLayer()
    {
        var builder = new NetworkBuilder(new(3, 8, 8));
        var x = builder.ConvNormAct("a", Network.InputIndex, new(4, Kernel: 3, Stride: 2), Activation.Relu);
        x = builder.ConvNormAct("b", x, new(4, Kernel: 3, Groups: 4), activation: null);
        x = builder.Add("pool", new GlobalAveragePool(), x);
        builder.Add("fc", new Linear(4, 5), x);
        var cost = NetworkCost.Of(builder.Build());

        Assert.Equal(3 * 4 * 9 + 8 + 4 * 9 + 8 + 4 * 5 + 5, cost.Params);
        Assert.Equal(3 * 4 * 9 + 4 * 9 + 4 * 5, cost.ParamsOfWeightTensors);
        Assert.Equal(16, cost.BufferElements);
        Assert.Equal((3 * 4 * 9 + 4 * 9) * 16, cost.Macs.Conv);
        Assert.Equal(20, cost.Macs.Linear);
        Assert.Equal(new TensorShape(5, 1, 1), cost.OutputShape);
    }
}
