using FsCheck;
using FsCheck.Xunit;
using NasCluster.Domain.SearchSpaces;

namespace NasCluster.Domain.Tests.SearchSpaces;

public sealed class DimensionTests
{
    [Property]
    public bool IntegerAt_AnyPlace_IsAllowed(NonNegativeInt place, int min, PositiveInt range, PositiveInt step)
    {
        var dimension = new IntegerDimension
        {
            Name = "d",
            Min = min % 1000,
            Max = min % 1000 + range.Get,
            Step = step.Get,
        };
        return dimension.Contains(dimension.At(place.Get % 1000 / 1000.0));
    }

    [Property]
    public bool RealAt_AnyPlace_IsAllowedAndEncodesToThatPlace(NonNegativeInt place, bool log)
    {
        var dimension = new RealDimension
        {
            Name = "d",
            Min = 1e-5,
            Max = 10,
            Log = log,
        };
        var unit = place.Get % 1000 / 1000.0;
        var value = dimension.At(unit);
        var encoded = new float[1];
        dimension.Encode(value, encoded);
        return dimension.Contains(value) && Math.Abs(encoded[0] - unit) < 1e-4;
    }

    [Fact]
    public void CategoricalAt_EqualShares_GivesEveryChoiceTheSameRoom()
    {
        var dimension = new CategoricalDimension { Name = "d", Choices = ["a", "b", "c"] };
        var counts = Enumerable.Range(0, 300).GroupBy(i => dimension.At(i / 300.0)).Select(group => group.Count());
        Assert.All(counts, count => Assert.InRange(count, 99, 101));
    }

    [Fact]
    public void Mutate_OneChoice_KeepsIt()
    {
        var random = new Random(1);
        Assert.Equal("a", new CategoricalDimension { Name = "d", Choices = ["a"] }.Mutate("a", random));
        Assert.Equal(
            3,
            new IntegerDimension
            {
                Name = "d",
                Min = 3,
                Max = 3,
            }.Mutate(3, random)
        );
    }

    [Fact]
    public void FromNumber_NaN_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ParameterValue.FromNumber(double.NaN));
}
