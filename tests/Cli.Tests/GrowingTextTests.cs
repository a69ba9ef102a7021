using NasCluster.Cli.Output;

namespace NasCluster.Cli.Tests;

/// <summary>What is new of a log that is read again and again.</summary>
public sealed class GrowingTextTests
{
    [Theory]
    [InlineData("", "a\nb\n", "a\nb\n")]
    [InlineData("a\n", "a\nb\n", "b\n")]
    [InlineData("a\nb\n", "a\nb\n", "")]
    [InlineData("a\nb\nc\n", "b\nc\nd\n", "b\nc\nd\n")]
    public void After_OfAShortText_IsTheRest(string shown, string now, string rest) =>
        Assert.Equal(rest, GrowingText.After(shown, now));

    [Fact]
    public void After_ATextThatLostItsBeginning_GoesOnWhereItWas()
    {
        var lines = Enumerable.Range(0, 2000).Select(i => $"line {i}\n").ToList();
        var (shown, now) = (string.Concat(lines.Take(1500)), string.Concat(lines.Skip(500)));
        Assert.Equal(string.Concat(lines.Skip(1500)), GrowingText.After(shown, now));
    }
}
