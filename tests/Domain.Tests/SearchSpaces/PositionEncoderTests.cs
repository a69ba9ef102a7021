using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Tests.SearchSpaces;

public sealed class PositionEncoderTests
{
    private static readonly SearchSpace Space = new(
        "mixed",
        Decoder: null,
        [
            Choice("few", "a", "b", "c"),
            Choice("many", "p", "q", "r", "s"),
            new RealDimension
            {
                Name = "rate",
                Part = SpacePart.Recipe,
                Min = 0,
                Max = 10,
                When = new("few", ["b", "c"]),
            },
        ]
    );

    [Fact]
    public void Encode_FewChoices_ArePlaces_ManyAreOneHotAsWell() =>
        Assert.Equal([0.5f, 2 / 3f, 0, 0, 1, 0, 0.25f], Encoded(("few", "b"), ("many", "r"), ("rate", 2.5)));

    [Fact]
    public void Encode_SwitchedOff_IsBelowAllPlaces() => Assert.Equal(-1, Encoded(("few", "a"), ("many", "p"))[^1]);

    private static float[] Encoded(params (string Name, ParameterValue Value)[] values)
    {
        ParameterSet Part(Func<string, bool> belongs) =>
            new(values.Where(pair => belongs(pair.Name)).Select(pair => KeyValuePair.Create(pair.Name, pair.Value)));
        var encoder = new PositionEncoder(Space);
        return encoder.Encode(new(Part(name => name != "rate"), Part(name => name == "rate")));
    }

    private static CategoricalDimension Choice(string name, params ParameterValue[] choices) =>
        new()
        {
            Name = name,
            Part = SpacePart.Architecture,
            Choices = [.. choices],
        };
}
