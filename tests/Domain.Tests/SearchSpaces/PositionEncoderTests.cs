using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Tests.SearchSpaces;

public sealed class PositionEncoderTests
{
    [Fact]
    public void Encode_FewChoices_ArePlaces() => Assert.Equal([0.5f], Encoded(Choice("a", "b", "c"), "b"));

    [Fact]
    public void Encode_ManyChoices_AreOneHotAsWell() =>
        Assert.Equal([2 / 3f, 0, 0, 1, 0], Encoded(Choice("p", "q", "r", "s"), "r"));

    [Fact]
    public void Encode_Range_IsThePlaceInIt() =>
        Assert.Equal(
            [0.25f],
            Encoded(
                new RealDimension
                {
                    Name = "rate",
                    Part = SpacePart.Recipe,
                    Min = 0,
                    Max = 10,
                },
                2.5
            )
        );

    [Fact]
    public void Encode_SwitchedOff_IsBelowAllPlaces() =>
        Assert.Equal([-1, 0, 0, 0, 0], Encoded(Choice("p", "q", "r", "s"), null));

    private static float[] Encoded(Dimension dimension, ParameterValue? value)
    {
        var own = new float[PositionEncoder.WidthOf(dimension)];
        PositionEncoder.Encode(dimension, value, own);
        return own;
    }

    private static CategoricalDimension Choice(params ParameterValue[] choices) =>
        new()
        {
            Name = "choice",
            Part = SpacePart.Architecture,
            Choices = [.. choices],
        };
}
