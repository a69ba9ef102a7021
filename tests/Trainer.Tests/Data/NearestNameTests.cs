using NasCluster.Trainer.Data;

namespace NasCluster.Trainer.Tests.Data;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("fashion-mnst", "fashion-mnist")]
    [InlineData("cifar", null)]
    public void Of_SomeNames_IsTheNearOneOnly(string wrong, string? expected) =>
        Assert.Equal(expected, NearestName.Of(wrong, ["fashion-mnist", "digits"]));

    [Fact]
    public void Of_NoNames_IsNone() => Assert.Null(NearestName.Of("any", []));
}
