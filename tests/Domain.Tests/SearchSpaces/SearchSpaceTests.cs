using System.Numerics;
using NasCluster.Domain.Search;
using NasCluster.Domain.SearchSpaces;
using NasCluster.Domain.Tests.Shared;

namespace NasCluster.Domain.Tests.SearchSpaces;

public sealed class SearchSpaceTests
{
    private static readonly SearchSpace Space = Build.SmallSpace;

    [Fact]
    public void Sample_AnySeed_IsAPointOfTheSpace()
    {
        for (var i = 0; i < 500; i++)
        {
            Assert.Empty(Space.Check(Space.Sample(SeededRandom.Create(1, "t", i))));
        }
    }

    [Fact]
    public void Mutate_AnyParent_StaysInTheSpaceAndChangesSomething()
    {
        var random = SeededRandom.Create(2, "t");
        var parent = Space.Sample(random);
        for (var i = 0; i < 500; i++)
        {
            var child = Space.Mutate(parent, 0.1, random);
            Assert.Empty(Space.Check(child));
            Assert.NotEqual(parent.Key, child.Key);
            parent = child;
        }
    }

    [Fact]
    public void Cross_TwoParents_TakesEveryValueFromOneOfThem()
    {
        var random = SeededRandom.Create(3, "t");
        var (first, second) = (Space.Sample(random), Space.Sample(random));
        var child = Space.Cross(first, second, random);
        Assert.Empty(Space.Check(child));
        Assert.All(
            child.Architecture.Values,
            pair =>
                Assert.True(pair.Value == first.Architecture[pair.Key] || pair.Value == second.Architecture[pair.Key])
        );
    }

    [Fact]
    public void Compose_ConditionNotMet_LeavesTheDimensionOut()
    {
        for (var i = 0; i < 100; i++)
        {
            var recipe = Space.Sample(SeededRandom.Create(4, "t", i)).Recipe;
            var isSgd = recipe.Text("optimizer") == "sgd";
            Assert.Equal(isSgd, recipe.Contains("sgdLearningRate"));
            Assert.Equal(!isSgd, recipe.Contains("learningRate"));
        }
    }

    [Fact]
    public void Size_ConditionalChoices_AddUpAndMultiplyOut()
    {
        var space = new SearchSpace(
            "s",
            null,
            [
                new CategoricalDimension { Name = "kind", Choices = ["a", "b", "c"] },
                new IntegerDimension
                {
                    Name = "ofA",
                    Min = 1,
                    Max = 5,
                    When = new("kind", ["a"]),
                },
                new IntegerDimension
                {
                    Name = "ofAB",
                    Min = 1,
                    Max = 2,
                    When = new("kind", ["a", "b"]),
                },
                new OrdinalDimension { Name = "free", Choices = [1, 2] },
            ]
        );

        // (5·2 for a + 2 for b + 1 for c) · 2
        Assert.Equal(new BigInteger(26), space.Size);
    }

    [Fact]
    public void Size_SixtyLargeDimensions_DoesNotOverflow()
    {
        var space = new SearchSpace(
            "s",
            null,
            [
                .. Enumerable
                    .Range(0, 60)
                    .Select(i => new IntegerDimension
                    {
                        Name = $"d{i}",
                        Min = 0,
                        Max = 999_999,
                    }),
            ]
        );
        Assert.Equal(BigInteger.Pow(1_000_000, 60), space.Size);
    }

    [Theory]
    [InlineData("stage1.kernel", 4, "'stage1.kernel' is 4: allowed is one of 3, 5.")]
    [InlineData("stage1.width", 20, "'stage1.width' is 20: allowed is 16…32 in steps of 8.")]
    [InlineData("unknown", 1, "'unknown' is not an active dimension.")]
    public void Check_WrongValue_NamesTheDimensionTheValueAndWhatIsAllowed(string name, int value, string expected)
    {
        var good = Space.Reference();
        var errors = Space.Check(good with { Architecture = good.Architecture.With(name, value) });
        Assert.Equal(expected, Assert.Single(errors));
    }

    [Fact]
    public void Encode_EveryConfiguration_IsInTheUnitCube()
    {
        foreach (var part in Enum.GetValues<SpacePart>())
        {
            var encoder = new SpaceEncoder(Space, part);
            var target = new float[encoder.Width];
            for (var i = 0; i < 200; i++)
            {
                encoder.Encode(Space.Sample(SeededRandom.Create(5, "t", i)), target);
                Assert.All(target, value => Assert.InRange(value, 0f, 1f));
            }
        }
    }

    [Fact]
    public void Key_SameValuesInAnotherOrder_IsTheSame()
    {
        var one = new Configuration(new([new("a", 1), new("b", true)]), ParameterSet.Empty);
        var two = new Configuration(new([new("b", true), new("a", 1.0)]), ParameterSet.Empty);
        Assert.Equal(one.Key, two.Key);
        Assert.NotEqual(one.Key, (one with { Architecture = one.Architecture.With("a", 2) }).Key);
    }
}
