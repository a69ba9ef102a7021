using NasCluster.Domain.Zoo;

namespace NasCluster.Domain.Tests.Zoo;

public sealed class PublishedAccuracyTests
{
    [Fact]
    public void Names_AreThoseOfTheZoo() =>
        Assert.Empty(PublishedAccuracy.Names.Except(ZooCatalog.Models.Select(model => model.Name)));

    [Theory]
    [InlineData("efficientnet-b0", 77.1)]
    [InlineData("tf-efficientnet-b0", 77.1)]
    [InlineData("ghostnet-1.0", 73.9)]
    public void Of_PublishedNetwork_IsWhatItsAuthorsSay(string name, double accuracy) =>
        Assert.Equal(accuracy, PublishedAccuracy.Of(name));

    [Fact]
    public void Of_NetworkWithoutFigure_IsNull() => Assert.Null(PublishedAccuracy.Of("ghostnet-0.75"));
}
