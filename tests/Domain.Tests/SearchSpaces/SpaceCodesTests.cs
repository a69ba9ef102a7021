using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Tests.SearchSpaces;

public sealed class SpaceCodesTests
{
    public static TheoryData<string> Spaces { get; } = new("fbnet-v3-small", "fbnet-v3", "switched");

    [Theory]
    [MemberData(nameof(Spaces))]
    public void Decode_OfEncode_IsTheSameConfiguration(string name)
    {
        var (space, random) = (SpaceOf(name), SeededRandom.Create(1, name));
        var codes = SpaceCodes.Of(space);
        Assert.All(
            Enumerable.Range(0, 200).Select(_ => space.Sample(random)),
            point => Assert.Equal(point, codes.Decode(codes.Encode(point)))
        );
    }

    [Theory]
    [MemberData(nameof(Spaces))]
    public void SampleMutateAndCross_GivePointsOfTheSpace(string name)
    {
        var (space, random) = (SpaceOf(name), SeededRandom.Create(2, name));
        var codes = SpaceCodes.Of(space);
        double[] first = new double[codes.Width],
            second = new double[codes.Width];
        for (var i = 0; i < 200; i++)
        {
            codes.Sample(random, first);
            codes.Sample(random, second);
            codes.Cross(first, second, random, second);
            Assert.Empty(space.Check(codes.Decode(second)));
            codes.Mutate(second, 0.2, 0.2, random, first);
            Assert.Empty(space.Check(codes.Decode(first)));
            Assert.NotEqual(second, first);
            // What is switched off has one code only, so that equal configurations have equal rows.
            Assert.Equal(second.Count(code => code == SpaceCodes.Off), codes.Encode(codes.Decode(second)).Count(Off));
        }

        static bool Off(double code) => code == SpaceCodes.Off;
    }

    [Fact]
    public void HashOf_PointsOfADiscreteSpace_TellsThemApart()
    {
        var space = Switched with { Dimensions = [.. Switched.Dimensions.Take(3)] };
        var codes = SpaceCodes.Of(space);
        var row = new double[codes.Width];
        var (keys, hashes) = (new HashSet<string>(), new HashSet<ulong>());
        for (var i = 0; i < 500; i++)
        {
            codes.Sample(SeededRandom.Create(3, "row", i), row);
            keys.Add(codes.Decode(row).Key);
            hashes.Add(SpaceCodes.HashOf(row));
        }

        // Without "conv" there is no kernel: two groups, and two kernels times two groups with it.
        Assert.Equal((6, 6), (keys.Count, hashes.Count));
        Assert.Equal(6, SpacePoints.Of(space, 1000)!.Count());
    }

    [Fact]
    public void Key_OfACopyWithAnotherPart_IsAnotherOne()
    {
        var point = Switched.Sample(SeededRandom.Create(4, "copy"));
        var key = point.Key;
        var copy = point with { Recipe = point.Recipe.With("extra", 1) };
        Assert.NotEqual(key, copy.Key);
        Assert.Equal(key, (copy with { Recipe = point.Recipe }).Key);
        Assert.Equal(point, copy with { Recipe = point.Recipe });
        Assert.NotEqual(point, copy);
    }

    private static SearchSpace Switched { get; } =
        new(
            "switched",
            Decoder: null,
            [
                new CategoricalDimension { Name = "op", Choices = ["skip", "conv"] },
                new OrdinalDimension
                {
                    Name = "kernel",
                    Choices = [3, 5],
                    When = new("op", ["conv"]),
                },
                new IntegerDimension
                {
                    Name = "groups",
                    Min = 1,
                    Max = 2,
                },
                new RealDimension
                {
                    Name = "rate",
                    Part = SpacePart.Recipe,
                    Min = 1e-5,
                    Max = 1,
                    Log = true,
                    When = new("kernel", [5]),
                },
                new RealDimension
                {
                    Name = "share",
                    Part = SpacePart.Recipe,
                    Min = -2,
                    Max = 3,
                },
            ]
        );

    private static SearchSpace SpaceOf(string name) => name == Switched.Name ? Switched : SpaceCatalog.Find(name)!;
}
